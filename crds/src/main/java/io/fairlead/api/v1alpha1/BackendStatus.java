package io.fairlead.api.v1alpha1;

import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is seen of a backend. Where several proxies see it differently it is the worst of what they see.
 *
 * @param name the backend's name in the spec
 * @param unresolved why its servers are not known; absent where they are
 * @param healthy how many of its endpoints are up; those that drain are not counted
 * @param total how many endpoints it has
 * @param endpoints the worst of them first, 100 at most
 */
@Haproxy(Haproxy.NONE)
public record BackendStatus(
        @Required @Size(max = 63) @Haproxy("pxname") String name,
        @Nullable Unresolved unresolved,
        @Required @Min(0) @Haproxy("act") int healthy,
        @Required @Min(0) int total,
        @Nullable @Size(max = 100) List<EndpointStatus> endpoints) {}
