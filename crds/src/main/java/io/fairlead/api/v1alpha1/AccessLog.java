package io.fairlead.api.v1alpha1;

import org.jspecify.annotations.Nullable;

/**
 * The access log on standard output: a line a connection in the format of HAProxy's {@code option tcplog}; of listeners of mode GRPC, a line an RPC in
 * that of {@code option httplog}.
 *
 * @param enabled whether it is written; omitted: {@code true}
 * @param ignoreNull whether a connection on which the client sent nothing, such as a port scan or a probe, is left out; omitted: {@code false}
 */
public record AccessLog(
        @Nullable @Haproxy("option tcplog") Boolean enabled,
        @Nullable @Haproxy("option dontlognull") Boolean ignoreNull) {

    public boolean enabledOrDefault() {
        return enabled == null || enabled;
    }

    public boolean ignoreNullOrDefault() {
        return ignoreNull != null && ignoreNull;
    }
}
