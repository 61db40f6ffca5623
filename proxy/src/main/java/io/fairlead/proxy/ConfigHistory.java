package io.fairlead.proxy;

import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import org.jspecify.annotations.Nullable;

/**
 * Which configuration runs, and what became of the newer ones.
 *
 * @param running the configuration that runs
 * @param refusal why the newest one was refused; {@code null} where it runs
 * @param reloads how many were applied after the first one
 * @param refusals how many were refused
 */
record ConfigHistory(GrpcLoadBalancer running, @Nullable String refusal, long reloads, long refusals) {

    static ConfigHistory startedWith(GrpcLoadBalancer config) {
        return new ConfigHistory(config, null, 0, 0);
    }

    ConfigHistory applied(GrpcLoadBalancer config) {
        return new ConfigHistory(config, null, reloads + 1, refusals);
    }

    ConfigHistory refused(String reason) {
        return new ConfigHistory(running, reason, reloads, refusals + 1);
    }
}
