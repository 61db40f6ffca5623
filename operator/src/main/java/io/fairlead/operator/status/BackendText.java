package io.fairlead.operator.status;

import io.fairlead.api.v1alpha1.EndpointStatus;
import io.fairlead.api.v1alpha1.ServiceReference;
import io.fairlead.api.v1alpha1.Unresolved;

/** What a person is told of a backend that does not serve. */
final class BackendText {

    private final BackendView view;
    private final String backend;
    private final String service;
    private final String port;
    private final String field;

    BackendText(Facts facts, BackendView view) {
        this.view = view;
        ServiceReference reference = view.backend().service();
        backend = "Backend " + view.backend().name();
        service = reference == null ? "" : facts.qualified(reference.name());
        port = reference == null ? "" : String.valueOf(reference.port().getValue());
        field = "spec.backends[" + facts.spec().backends().indexOf(view.backend()) + "]";
    }

    String of(Unresolved unresolved) {
        String text = switch (unresolved) {
            case ServiceNotFound ->
                "%s: Service %s does not exist. Create it, or correct %s.service.name."
                        .formatted(backend, service, field);
            case PortNotFound ->
                "%s: Service %s has no TCP port %s. Add it there, or correct %s.service.port."
                        .formatted(backend, service, port, field);
        };
        long telling = view.seen().stream()
                .filter(seen -> seen.unresolved() == unresolved)
                .count();
        return telling == view.seen().size()
                ? text
                : text
                        + " Only %d of %d proxies see it so."
                                .formatted(telling, view.seen().size());
    }

    String noEndpoints() {
        return service.isEmpty()
                ? "%s: no name of its servers resolves. Check %s.servers and the cluster's DNS."
                        .formatted(backend, field)
                : "%s: Service %s has no endpoints on port %s. Are its pods running and ready, and does its selector fit them?"
                        .formatted(backend, service, port);
    }

    String down() {
        if (view.takenOut()) {
            return "%s: each of its endpoints drains, has a weight of 0 or is in maintenance. Give one the state Ready and a weight in %s."
                    .formatted(backend, field);
        }
        String worst = view.worst().map(BackendText::failure).orElse("");
        return "%s: none of its endpoints is up%s. Check its servers, and %s.healthCheck."
                .formatted(backend, worst, field);
    }

    String untold() {
        return "%s: no proxy has told what it sees yet.".formatted(backend);
    }

    private static String failure(EndpointStatus endpoint) {
        String address = Text.line(endpoint.address(), Text.ADDRESS);
        String check = endpoint.check() == null ? "" : " " + endpoint.check();
        String message = endpoint.message() == null ? "" : " (" + Text.quote(endpoint.message()) + ")";
        return ", such as %s:%d%s%s"
                .formatted(address.contains(":") ? "[" + address + "]" : address, endpoint.port(), check, message);
    }
}
