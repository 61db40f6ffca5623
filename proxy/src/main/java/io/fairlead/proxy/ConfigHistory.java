package io.fairlead.proxy;

import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.proxy.snapshot.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Which configuration runs, and what became of the newer ones.
 *
 * @param running the configuration that runs; {@code null} before the first one
 * @param refusal why the newest one was refused; {@code null} where it runs
 * @param refused the newest one, where it is refused though it is valid
 * @param reloads how many were applied after the first one
 * @param refusals how many were refused
 */
record ConfigHistory(
        @Nullable GrpcLoadBalancer running,
        @Nullable Refusal refusal,
        @Nullable GrpcLoadBalancer refused,
        long reloads,
        long refusals) {

    static final ConfigHistory NONE = new ConfigHistory(null, null, null, 0, 0);

    ConfigHistory applied(GrpcLoadBalancer config) {
        return new ConfigHistory(config, null, null, running == null ? reloads : reloads + 1, refusals);
    }

    /** What runs is what is wanted: nothing newer is refused any more. */
    ConfigHistory confirmed() {
        return new ConfigHistory(running, null, null, reloads, refusals);
    }

    /** What is newer is not valid. */
    ConfigHistory refused(Refusal reason) {
        return new ConfigHistory(running, reason, null, reloads, refusals + 1);
    }

    /** {@code config} is valid and cannot be run; it counts once, however often it is tried. */
    ConfigHistory refused(GrpcLoadBalancer config, Refusal reason) {
        long more = config.equals(refused) ? 0 : 1;
        return new ConfigHistory(running, reason, config, reloads, refusals + more);
    }
}
