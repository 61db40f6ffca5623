package io.fairlead.proxy.proxyprotocol;

import io.fairlead.api.v1alpha1.AcceptProxy;
import io.fairlead.proxy.net.Networks;
import io.fairlead.proxy.transport.LogLimit;
import io.fairlead.proxy.transport.Rejection;
import java.net.InetAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From where a listener's connections have to begin with a PROXY header. Any thread may use it. */
public final class TrustedProxies {

    private static final Logger log = LoggerFactory.getLogger(TrustedProxies.class);

    private final Networks networks;
    private final Duration timeout;
    private final LogLimit logLimit = new LogLimit();

    /**
     * Creates what is configured.
     *
     * @param config {@code null} where no connection begins with a header
     * @throws IllegalArgumentException where a network is none
     */
    public TrustedProxies(@Nullable AcceptProxy config) {
        networks = config == null ? Networks.NONE : Networks.parse(config.trustedNetworks());
        timeout = config == null ? Duration.ZERO : config.timeoutOrDefault();
    }

    public boolean contain(InetAddress peer) {
        return !networks.isEmpty() && networks.contains(peer);
    }

    /** Returns how long a header may take to come. */
    public Duration timeout() {
        return timeout;
    }

    /** Logs, now and then, that a connection was closed; a peer that just leaves may be a load balancer's probe, and is not worth a line. */
    public void refused(String listener, InetAddress peer, Rejection reason) {
        if (reason != Rejection.PROXY_HEADER_MISSING && logLimit.permits()) {
            log.atWarn()
                    .setMessage("connection closed for want of a PROXY header")
                    .addKeyValue("listener", listener)
                    .addKeyValue("peer", peer.getHostAddress())
                    .addKeyValue("reason", reason.label())
                    .log();
        }
    }
}
