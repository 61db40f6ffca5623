package io.fairlead.api.v1alpha1;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which methods of RPCs have metrics of their own, in listeners of mode GRPC. All others count as one.
 *
 * @param methods full names, such as {@code /shop.Cart/Add}, of methods that have; omitted: none
 * @param maxMethods how many others have besides, in the order in which servers first answered them; omitted: 100
 */
public record RpcMetrics(
        @Nullable @Size(min = 1, max = 1000) @Haproxy(Haproxy.NONE)
        List<@Pattern(Patterns.GRPC_METHOD) @Size(max = 256) String> methods,

        @Nullable @Min(0) @Max(1000) @Haproxy(Haproxy.NONE) Integer maxMethods) {

    static final RpcMetrics DEFAULT = new RpcMetrics(null, null);

    private static final int DEFAULT_MAX_METHODS = 100;

    public List<String> methodsOrNone() {
        return methods == null ? List.of() : methods;
    }

    public int maxMethodsOrDefault() {
        return maxMethods == null ? DEFAULT_MAX_METHODS : maxMethods;
    }
}
