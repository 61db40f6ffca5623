package io.fairlead.proxy.proxyprotocol;

import io.fairlead.api.v1alpha1.AcceptProxy;
import io.fairlead.proxy.net.Networks;
import java.net.InetAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * From where connections of a listener have to begin with a PROXY header.
 *
 * @param networks the networks of the load balancers in front
 * @param timeout how long a header may take
 */
public record TrustedProxies(Networks networks, Duration timeout) {

    private static final TrustedProxies NONE = new TrustedProxies(Networks.NONE, Duration.ZERO);

    /**
     * Returns what is configured.
     *
     * @param config {@code null} where no connection begins with a header
     * @throws IllegalArgumentException where a network is none
     */
    public static TrustedProxies of(@Nullable AcceptProxy config) {
        return config == null
                ? NONE
                : new TrustedProxies(Networks.parse(config.trustedNetworks()), config.timeoutOrDefault());
    }

    public boolean contain(InetAddress peer) {
        return !networks.isEmpty() && networks.contains(peer);
    }
}
