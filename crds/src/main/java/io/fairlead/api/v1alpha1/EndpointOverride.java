package io.fairlead.api.v1alpha1;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * What holds for some of a backend's endpoints, whatever is said of them elsewhere. Exactly one of {@code server}, {@code pod} and {@code address} says
 * which; where several match an endpoint, a later one counts more, field by field.
 *
 * @param server a server's name, for a backend that lists them; omitted: another field says which
 * @param pod a Pod's name, for a backend that names a Service; omitted: another field says which
 * @param address an endpoint's IP address; omitted: another field says which
 * @param weight its share among the others, 0 for no new connections; omitted: as its server has it
 * @param state whether it takes part; omitted: {@link AdministrativeState#Ready}
 */
@ValidationRule(
        value = "(has(self.server) ? 1 : 0) + (has(self.pod) ? 1 : 0) + (has(self.address) ? 1 : 0) == 1",
        message = "expected: exactly one of server, pod and address",
        messageExpression = "'%d of server, pod and address (expected: exactly one of them)'.format("
                + "[(has(self.server) ? 1 : 0) + (has(self.pod) ? 1 : 0) + (has(self.address) ? 1 : 0)])")
public record EndpointOverride(
        @Nullable @Pattern(Patterns.HOST) @Size(min = 1, max = 63) @Haproxy("set server BACKEND/NAME")
        String server,

        @Nullable @Pattern(Patterns.DNS_SUBDOMAIN) @Size(min = 1, max = 253) @Haproxy(Haproxy.NONE)
        String pod,

        @Nullable @Pattern(Patterns.ADDRESS) @Size(min = 2, max = 45) @Haproxy(Haproxy.NONE)
        String address,

        @Nullable @Min(0) @Max(256) @Haproxy("set server BACKEND/NAME weight")
        Integer weight,

        @Nullable @Haproxy("set server BACKEND/NAME state") AdministrativeState state) {

    public AdministrativeState stateOrDefault() {
        return state == null ? AdministrativeState.Ready : state;
    }
}
