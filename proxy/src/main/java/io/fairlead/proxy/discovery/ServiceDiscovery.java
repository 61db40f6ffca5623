package io.fairlead.proxy.discovery;

import io.fabric8.kubernetes.api.model.Service;
import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.ServiceReference;
import io.fairlead.api.v1alpha1.Unresolved;
import io.netty.util.concurrent.EventExecutor;
import java.util.Objects;
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
    private final Consumer<Resolution> found;
    private @Nullable ServiceReference reference;
    private @Nullable ServiceWatch watch;
    private @Nullable Resolution told;

    ServiceDiscovery(ClusterServices services, String namespace, EventExecutor control, Consumer<Resolution> found) {
        this.services = services;
        this.namespace = namespace;
        this.control = control;
        this.found = found;
    }

    @Override
    public void update(Backend backend) {
        ServiceReference wanted = Objects.requireNonNull(backend.service(), "a backend without a Service");
        if (!wanted.equals(reference)) {
            told = null;
        }
        reference = wanted;
        if (watch == null || !watch.service().equals(wanted.name())) {
            stop();
            watch = new ServiceWatch(services, namespace, wanted.name(), control, this::tell);
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
        Resolution resolution = resolve(watch, reference);
        if (!resolution.equals(told)) {
            note(resolution.unresolved(), reference);
            told = resolution;
            found.accept(resolution);
        }
    }

    private static Resolution resolve(ServiceWatch listed, ServiceReference wanted) {
        Service service = listed.known();
        if (service == null) {
            return Resolution.failed(Unresolved.ServiceNotFound);
        }
        return ServicePorts.name(service, wanted.port())
                .map(port -> Resolution.of(listed.targets(port)))
                .orElseGet(() -> Resolution.failed(Unresolved.PortNotFound));
    }

    /** Logs what is wrong once, and once that it is right again. */
    private void note(@Nullable Unresolved fault, ServiceReference wanted) {
        Unresolved before = told == null ? null : told.unresolved();
        if (fault != null && fault != before) {
            log(log.atWarn().setMessage(message(fault)), wanted);
        } else if (fault == null && before != null) {
            log(log.atInfo().setMessage("Service has the port"), wanted);
        }
    }

    private static String message(Unresolved fault) {
        return switch (fault) {
            case ServiceNotFound -> "Service does not exist";
            case PortNotFound -> "Service has no such TCP port";
        };
    }

    private void log(LoggingEventBuilder event, ServiceReference wanted) {
        event.addKeyValue("service", wanted.name())
                .addKeyValue("port", wanted.port().getValue())
                .addKeyValue("namespace", namespace)
                .log();
    }
}
