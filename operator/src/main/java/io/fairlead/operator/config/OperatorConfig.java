package io.fairlead.operator.config;

import org.jspecify.annotations.Nullable;

/**
 * What whoever installs the operator decides, and not whoever creates load balancers.
 *
 * @param proxy the pods that the operator runs; omitted: as if each of its fields were
 */
public record OperatorConfig(@Nullable ProxyPods proxy) {

    /** With nothing in it. */
    public static final OperatorConfig EMPTY = new OperatorConfig(null);

    public ProxyPods proxyOrDefault() {
        return proxy == null ? ProxyPods.EMPTY : proxy;
    }

    /** Returns the same with another image of the proxy. */
    public OperatorConfig withProxyImage(String image) {
        return new OperatorConfig(proxyOrDefault().withImage(image));
    }
}
