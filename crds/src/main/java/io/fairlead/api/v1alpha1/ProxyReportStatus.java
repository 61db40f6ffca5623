package io.fairlead.api.v1alpha1;

import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy says of itself.
 *
 * @param uid the uid of the GrpcLoadBalancer that it runs
 * @param observedGeneration the generation that it runs
 * @param refusal why it runs on with an older generation than it was given; absent where it does not
 * @param renewTime when this was last confirmed, in RFC 3339
 * @param backends what it sees of each backend
 */
public record ProxyReportStatus(
        @Nullable String uid,
        @Nullable Long observedGeneration,
        @Nullable String refusal,
        @Nullable String renewTime,
        @Nullable @Size(max = 64) List<BackendStatus> backends) {}
