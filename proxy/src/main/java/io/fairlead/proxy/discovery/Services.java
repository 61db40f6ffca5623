package io.fairlead.proxy.discovery;

import io.netty.util.concurrent.EventExecutor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The Kubernetes Services that backends may name. */
public interface Services {

    /**
     * Creates what finds the servers of backends that name a Service, and looks for none yet.
     *
     * @param namespace where the Services are; {@code null} for the namespace that the client of the API works in
     * @param control calls {@code found}
     * @param found is given what the servers were found to be, at first and whenever it changes
     */
    Discovery discovery(@Nullable String namespace, EventExecutor control, Consumer<Resolution> found);
}
