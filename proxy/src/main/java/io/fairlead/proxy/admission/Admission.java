package io.fairlead.proxy.admission;

import io.fairlead.api.v1alpha1.AccessRules;
import io.fairlead.api.v1alpha1.ConnectionRate;
import io.fairlead.api.v1alpha1.Listener;
import io.fairlead.api.v1alpha1.SourceLimits;
import io.fairlead.proxy.net.Networks;
import io.fairlead.proxy.transport.Rejection;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * The rules by which a listener lets clients in, as configured. Any thread may use it.
 *
 * <p>Who may not connect at all is not remembered. Of the others each attempt counts towards the rate, those that are rejected included:
 * a client that goes on at its pace stays out, as with HAProxy's {@code track-sc0} ahead of the rules that reject.
 */
public final class Admission {

    private static final Verdict ACCESS = new Verdict.Rejected(Rejection.ACCESS);
    private static final Verdict SOURCE_CONNECTIONS = new Verdict.Rejected(Rejection.SOURCE_CONNECTIONS);
    private static final Verdict SOURCE_RATE = new Verdict.Rejected(Rejection.SOURCE_RATE);

    private final @Nullable Networks allowed;
    private final Networks denied;
    private final @Nullable SourceLimits limits;
    private final SourceTable sources;

    /**
     * Creates the rules of {@code listener}.
     *
     * @param sources what is known of the listener's clients
     * @throws IllegalArgumentException where a network is none
     */
    public Admission(Listener listener, SourceTable sources) {
        AccessRules access = listener.access();
        allowed = access == null || access.allow() == null ? null : Networks.parse(access.allow());
        denied = access == null ? Networks.NONE : Networks.parse(access.denyOrNone());
        limits = listener.sourceLimits();
        this.sources = sources;
    }

    /**
     * Decides on a connection.
     *
     * @param client the client's address
     * @param nowNanos the time, as the event loops tell it
     */
    public Verdict admit(InetAddress client, long nowNanos) {
        if (denied.contains(client) || (allowed != null && !allowed.contains(client))) {
            return ACCESS;
        }
        return limits == null ? Verdict.Uncounted.UNCOUNTED : admit(client, nowNanos, limits);
    }

    private Verdict admit(InetAddress client, long nowNanos, SourceLimits limit) {
        ConnectionRate rate = limit.rate();
        int most = limit.maxConnections() == null ? Integer.MAX_VALUE : limit.maxConnections();
        while (true) {
            Source source = sources.seen(client, nowNanos, limit.sizeOrDefault());
            if (rate != null && source.countAttempt(nowNanos, rate.period()) > rate.connections()) {
                return SOURCE_RATE;
            }
            switch (source.take(most)) {
                case TAKEN -> {
                    return source;
                }
                case FULL -> {
                    return SOURCE_CONNECTIONS;
                }
                case FORGOTTEN -> sources.remove(source);
            }
        }
    }
}
