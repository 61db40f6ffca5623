package io.fairlead.api.v1alpha1;

import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which clients may connect, by their addresses. The others are closed at once.
 *
 * @param allow the networks that may; omitted: all
 * @param deny the networks that may not, though they are allowed; omitted: none
 */
public record AccessRules(
        @Nullable @Size(min = 1, max = 1000) @Haproxy("tcp-request connection accept if { src NETWORKS }")
        List<@Pattern(Patterns.NETWORK) @Size(max = 49) String> allow,

        @Nullable @Size(min = 1, max = 1000) @Haproxy("tcp-request connection reject if { src NETWORKS }")
        List<@Pattern(Patterns.NETWORK) @Size(max = 49) String> deny) {

    public List<String> denyOrNone() {
        return deny == null ? List.of() : deny;
    }
}
