package io.fairlead.api.v1alpha1;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a listener.
 *
 * @param name the listener's name in the spec
 * @param port the port that it listens on
 * @param conditions in a GrpcLoadBalancer's status alone: Programmed, whether every ready proxy listens there
 */
@Haproxy(Haproxy.NONE)
public record ListenerStatus(
        @Required @Size(max = 63) String name,
        @Required @Min(1) @Max(65535) int port,
        @Nullable @Size(max = 8) List<Condition> conditions) {}
