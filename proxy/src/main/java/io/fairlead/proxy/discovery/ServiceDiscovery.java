package io.fairlead.proxy.discovery;

import io.fabric8.kubernetes.api.model.Service;
import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.ServiceReference;
import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The endpoints of the Service that a backend names. Nothing is told until the Service and its endpoints have been listed once. A
 * Service that does not exist, or has no such port, has no servers, and the log says so.
 */
final class ServiceDiscovery implements Discovery {

    private static final Logger log = LoggerFactory.getLogger(ServiceDiscovery.class);

    private final ClusterServices services;
    private final String namespace;
    private final EventExecutor control;
    private final Consumer<List<Target>> found;
    private @Nullable ServiceReference reference;
    private @Nullable ServiceWatch watch;
    private @Nullable List<Target> told;
    private @Nullable String fault;

    ServiceDiscovery(ClusterServices services, String namespace, EventExecutor control, Consumer<List<Target>> found) {
        this.services = services;
        this.namespace = namespace;
        this.control = control;
        this.found = found;
    }

    @Override
    public void update(Backend backend) {
        reference = Objects.requireNonNull(backend.service(), "a backend without a Service");
        if (watch == null || !watch.service().equals(reference.name())) {
            stop();
            watch = new ServiceWatch(services, namespace, reference.name(), control, this::tell);
            watch.start();
        }
        tell();
    }

    @Override
    public void stop() {
        if (watch != null) {
            watch.stop();
        }
    }

    private void tell() {
        if (reference == null || watch == null || !watch.listed()) {
            return;
        }
        List<Target> targets = targets(watch, reference);
        if (!targets.equals(told)) {
            told = targets;
            found.accept(targets);
        }
    }

    private List<Target> targets(ServiceWatch listed, ServiceReference wanted) {
        Service service = listed.known();
        if (service == null) {
            note("Service does not exist", wanted);
            return List.of();
        }
        Optional<String> port = ServicePorts.name(service, wanted.port());
        if (port.isEmpty()) {
            note("Service has no such TCP port", wanted);
            return List.of();
        }
        note(null, wanted);
        return listed.targets(port.get());
    }

    /** Logs what is wrong once, and once that it is right again. */
    private void note(@Nullable String newFault, ServiceReference wanted) {
        if (newFault != null && !newFault.equals(fault)) {
            log(log.atWarn().setMessage(newFault), wanted);
        } else if (newFault == null && fault != null) {
            log(log.atInfo().setMessage("Service has the port"), wanted);
        }
        fault = newFault;
    }

    private void log(LoggingEventBuilder event, ServiceReference wanted) {
        event.addKeyValue("service", wanted.name())
                .addKeyValue("port", wanted.port().getValue())
                .addKeyValue("namespace", namespace)
                .log();
    }
}
