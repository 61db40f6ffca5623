package io.fairlead.operator.status;

import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.EndpointStatus;
import io.fairlead.api.v1alpha1.ServiceReference;
import io.fairlead.api.v1alpha1.Unresolved;

/** What a person is told of a backend that does not serve. */
final class BackendText {

    private final Facts facts;
    private final Backend backend;

    BackendText(Facts facts, Backend backend) {
        this.facts = facts;
        this.backend = backend;
    }

    String of(Unresolved unresolved) {
        return switch (unresolved) {
            case ServiceNotFound ->
                "%s does not exist. Create it, or correct %s.service.name.".formatted(subject(), field());
            case PortNotFound ->
                "%s has no TCP port %s. Add it there, or correct %s.service.port."
                        .formatted(subject(), port(), field());
        };
    }

    String noEndpoints() {
        return backend.service() == null
                ? "Backend %s: no name of its servers resolves. Check %s.servers and the cluster's DNS."
                        .formatted(backend.name(), field())
                : "%s has no endpoints on port %s. Are its pods running and ready, and does its selector fit them?"
                        .formatted(subject(), port());
    }

    String down(BackendView view) {
        String worst = view.worst().map(BackendText::failure).orElse("");
        return "Backend %s: none of its endpoints is up%s. Check its servers, and %s.healthCheck."
                .formatted(backend.name(), worst, field());
    }

    String untold() {
        return "Backend %s: no proxy has told what it sees yet.".formatted(backend.name());
    }

    private static String failure(EndpointStatus endpoint) {
        String address = Text.line(endpoint.address(), Text.ADDRESS);
        String check = endpoint.check() == null ? "" : " " + endpoint.check();
        String message = endpoint.message() == null ? "" : " (" + Text.line(endpoint.message(), Text.QUOTE) + ")";
        return "; %s:%d%s%s"
                .formatted(address.contains(":") ? "[" + address + "]" : address, endpoint.port(), check, message);
    }

    private String subject() {
        ServiceReference service = backend.service();
        return "Backend " + backend.name() + (service == null ? "" : ": Service " + facts.qualified(service.name()));
    }

    private String port() {
        ServiceReference service = backend.service();
        return service == null ? "" : String.valueOf(service.port().getValue());
    }

    private String field() {
        return "spec.backends[" + facts.spec().backends().indexOf(backend) + "]";
    }
}
