package io.fairlead.proxy.discovery;

import io.fairlead.api.v1alpha1.Backend;
import io.netty.util.concurrent.EventExecutor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the servers of a backend, be they static or a Service's, also when a new configuration turns one into the other: then the
 * servers that were known stay until the new ones are found. All is called on the control thread.
 */
public final class BackendDiscovery {

    private final EventExecutor control;
    private final NameLookup lookup;
    private final @Nullable Services services;
    private final Consumer<Resolution> found;
    private @Nullable Source source;
    private @Nullable Discovery discovery;

    /** Where servers come from; another one needs another discovery. */
    private sealed interface Source {

        record Servers() implements Source {}

        record Namespace(@Nullable String name) implements Source {}
    }

    /**
     * Creates a discovery that looks for nothing yet.
     *
     * @param services {@code null} where there is no cluster
     * @param found is given what the servers were found to be, at first and whenever it changes
     */
    public BackendDiscovery(
            EventExecutor control, NameLookup lookup, @Nullable Services services, Consumer<Resolution> found) {
        this.control = control;
        this.lookup = lookup;
        this.services = services;
        this.found = found;
    }

    /**
     * Looks for the servers of {@code backend} from now on.
     *
     * @param namespace the namespace of its resource; {@code null} for the cluster's current one
     */
    public void update(@Nullable String namespace, Backend backend) {
        Source wanted = backend.service() == null ? new Source.Servers() : new Source.Namespace(namespace);
        if (discovery == null || !wanted.equals(source)) {
            stop();
            source = wanted;
            discovery = open(wanted);
        }
        discovery.update(backend);
    }

    /** Stops looking. */
    public void stop() {
        if (discovery != null) {
            discovery.stop();
        }
    }

    private Discovery open(Source wanted) {
        return switch (wanted) {
            case Source.Servers() -> new ServersDiscovery(control, lookup, found);
            case Source.Namespace(String name) -> {
                if (services == null) {
                    throw new IllegalStateException("a Service without a cluster");
                }
                yield services.discovery(name, control, found);
            }
        };
    }
}
