package io.fairlead.api.v1alpha1;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group of servers that share the connections sent to it. Exactly one of {@code service} and
 * {@code servers} says which they are.
 *
 * @param name what listeners, logs, metrics and the status call it; unique among the backends
 * @param service a Kubernetes Service of the same namespace, whose endpoints are the servers; omitted: there are {@code servers}
 * @param servers static servers; omitted: there is a {@code service}
 * @param balance how connections are spread; omitted: {@link Algorithm#RoundRobin}
 * @param healthCheck how servers are probed; omitted: they are not, and count as up
 * @param retries how often a connection that could not be established is tried again; omitted: 3
 * @param redispatch whether a retry goes to another server at once ({@code true}) or to the same one after a second, or after the connect timeout where that
 *     is shorter ({@code false}); omitted: {@code true}, where HAProxy has it off
 * @param timeouts how long its servers are waited for; omitted: as if each of its fields were
 */
@ValidationRule(
        value = "has(self.service) != has(self.servers)",
        message = "expected: exactly one of service and servers",
        messageExpression = "(has(self.service) ? 'both service and servers' : 'neither service nor servers')"
                + " + ' (expected: exactly one of them)'")
public record Backend(
        @Required @Pattern(Patterns.DNS_LABEL) @Size(min = 1, max = 63) @Haproxy("backend NAME")
        String name,

        @Nullable @Haproxy(Haproxy.NONE) ServiceReference service,

        @Nullable @Size(min = 1, max = 1000) @Haproxy("server")
        List<Server> servers,

        @Nullable @Haproxy("balance") Balance balance,
        @Nullable @Haproxy("check") HealthCheck healthCheck,
        @Nullable @Min(0) @Max(100) @Haproxy("retries") Integer retries,
        @Nullable @Haproxy("option redispatch 1") Boolean redispatch,
        @Nullable @Haproxy("timeout") BackendTimeouts timeouts) {

    private static final int DEFAULT_RETRIES = 3;

    public Algorithm algorithm() {
        return balance == null ? Algorithm.RoundRobin : balance.algorithm();
    }

    /** Returns how servers are probed, or {@code null} where they are not. */
    public @Nullable HealthCheck activeHealthCheck() {
        return healthCheck == null || healthCheck.typeOrDefault() == HealthCheckType.None ? null : healthCheck;
    }

    public int retriesOrDefault() {
        return retries == null ? DEFAULT_RETRIES : retries;
    }

    public boolean redispatchOrDefault() {
        return redispatch == null || redispatch;
    }

    public Duration connectTimeout() {
        return (timeouts == null ? BackendTimeouts.DEFAULT : timeouts).connectOrDefault();
    }

    /** Returns how long the server may be silent while it is expected to send or to take data; {@code null}: for ever. */
    public @Nullable Duration serverTimeout() {
        return timeouts == null ? null : timeouts.server();
    }
}
