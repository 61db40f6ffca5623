package io.fairlead.api.v1alpha1;

import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy says of itself.
 *
 * @param uid the uid of the GrpcLoadBalancer that it runs, or refused where it runs none
 * @param observedGeneration the generation that it runs; absent where it runs none
 * @param refusedGeneration a newer generation that it was given and does not run; absent where there is none, or it had no number
 * @param refusal why it does not run what it was given last; absent where it does
 * @param renewTime when this was last confirmed, in RFC 3339
 * @param listeners where it listens
 * @param backends what it sees of each backend, once it has looked up its servers; of endpoints 100 at most over all backends, the worst of them
 */
@Haproxy(Haproxy.NONE)
public record ProxyReportStatus(
        @Nullable @Size(max = 128) String uid,
        @Nullable @Min(0) Long observedGeneration,
        @Nullable @Min(0) Long refusedGeneration,
        @Nullable @Size(max = 32768) String refusal,
        @Nullable @Timestamp String renewTime,
        @Nullable @Size(max = 16) List<ListenerStatus> listeners,
        @Nullable @Size(max = 64) List<BackendStatus> backends) {}
