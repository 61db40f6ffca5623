package io.fairlead.operator;

import io.fairlead.operator.config.OperatorConfig;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How an operator works.
 *
 * @param config what it was configured to
 * @param namespaces where it works; empty: in all
 * @param serverSideApply whether objects are written by server-side apply; {@code false} for API servers that have none
 * @param leadership the lease that it has to hold; {@code null}: it works alone
 * @param recheck after how long a load balancer is looked at again for what only time changes
 */
record OperatorSettings(
        OperatorConfig config,
        Set<String> namespaces,
        boolean serverSideApply,
        @Nullable Leadership leadership,
        Duration recheck) {

    static final Duration RECHECK = Duration.ofSeconds(30);
}
