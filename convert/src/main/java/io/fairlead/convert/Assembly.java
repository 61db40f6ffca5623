package io.fairlead.convert;

import io.fairlead.api.v1alpha1.AccessLog;
import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerSpec;
import io.fairlead.api.v1alpha1.Listener;
import io.fairlead.api.v1alpha1.builder.GrpcLoadBalancerSpecBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts listeners and backends into load balancers: into one, as HAProxy has them in one process, unless they want access logs of their own, the
 * same port, or are too many.
 */
final class Assembly {

    private static final int MAX_LISTENERS = 16;
    private static final int MAX_BACKENDS = 64;

    /** More than anybody would look through. */
    private static final int MAX_LOAD_BALANCERS = 100;

    /** What is put into one load balancer. */
    private record Part(
            @Nullable Converted<AccessLog> accessLog,
            List<Converted<Listener>> listeners,
            Map<String, Converted<Backend>> backends) {

        boolean takes(Listener listener, @Nullable Converted<AccessLog> log) {
            return Objects.equals(valueOf(accessLog), valueOf(log))
                    && listeners.size() < MAX_LISTENERS
                    && listeners.stream().noneMatch(other -> other.value().port() == listener.port())
                    && (backends.containsKey(listener.backend()) || backends.size() < MAX_BACKENDS);
        }
    }

    private final GlobalDraft global;
    private final Findings findings;
    private final List<Part> parts = new ArrayList<>();

    Assembly(GlobalDraft global, Findings findings) {
        this.global = global;
        this.findings = findings;
    }

    /** Adds a listener of the section that {@code header} begins, and its backend where it is not there yet. */
    void add(
            Directive header,
            Converted<Listener> listener,
            Converted<Backend> backend,
            @Nullable Converted<AccessLog> log) {
        Part part = parts.stream()
                .filter(candidate -> candidate.takes(listener.value(), log))
                .findFirst()
                .orElse(null);
        if (part == null && parts.size() == MAX_LOAD_BALANCERS) {
            findings.leftOut(
                    header, header.start(2), "not yet: at most %d load balancers".formatted(MAX_LOAD_BALANCERS));
            return;
        }
        if (part == null) {
            part = new Part(log, new ArrayList<>(), new LinkedHashMap<>());
            parts.add(part);
        }
        part.listeners.add(listener);
        part.backends.put(backend.value().name(), backend);
    }

    private static @Nullable AccessLog valueOf(@Nullable Converted<AccessLog> log) {
        return log == null ? null : log.value();
    }

    /** Adds a backend that no listener uses: HAProxy probes its servers all the same. Without a listener there is no load balancer. */
    void addUnused(Converted<Backend> backend, Directive header) {
        String name = backend.value().name();
        if (parts.stream().anyMatch(part -> part.backends.containsKey(name))) {
            return;
        }
        parts.stream()
                .filter(part -> part.backends.size() < MAX_BACKENDS)
                .findFirst()
                .ifPresentOrElse(
                        part -> part.backends.put(name, backend),
                        () -> findings.leftOut(header, header.start(2), "no listener uses it"));
    }

    /** Returns the load balancers, the first named {@code name}. */
    List<Converted<LoadBalancer>> build(String name) {
        Directive limit = global.origins.of("maxConnections");
        if (parts.size() > 1 && limit != null) {
            findings.leftOut(
                    limit,
                    limit.toString(),
                    "not yet: for all together; each of the %d load balancers has it alone".formatted(parts.size()));
        }
        List<Converted<LoadBalancer>> built = new ArrayList<>();
        for (Part part : parts) {
            String suffix = built.isEmpty() ? "" : "-" + (built.size() + 1);
            built.add(build(part, LoadBalancerName.of(name, suffix)));
        }
        return built;
    }

    private Converted<LoadBalancer> build(Part part, String name) {
        Origins origins = new Origins();
        List<Listener> listeners = new ArrayList<>();
        for (Converted<Listener> listener : part.listeners) {
            origins.putAll("spec.listeners[" + listeners.size() + "]", listener.origins());
            listeners.add(listener.value());
        }
        List<Backend> backends = new ArrayList<>();
        for (Converted<Backend> backend : part.backends.values()) {
            origins.putAll("spec.backends[" + backends.size() + "]", backend.origins());
            backends.add(backend.value());
        }
        origins.putAll("spec", global.origins);
        if (part.accessLog != null) {
            origins.putAll("spec.accessLog", part.accessLog.origins());
        }
        GrpcLoadBalancerSpec spec = GrpcLoadBalancerSpecBuilder.builder()
                .listeners(listeners)
                .backends(backends)
                .maxConnections(global.maxConnections)
                .accessLog(valueOf(part.accessLog))
                .drain(global.drain())
                .proxy(global.proxy())
                .build();
        return new Converted<>(new LoadBalancer(name, spec), origins);
    }
}
