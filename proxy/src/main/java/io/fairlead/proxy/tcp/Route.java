package io.fairlead.proxy.tcp;

import io.fairlead.api.v1alpha1.DataPath;
import io.fairlead.api.v1alpha1.Listener;
import io.fairlead.proxy.admission.Admission;
import io.fairlead.proxy.backend.BackendPool;
import io.fairlead.proxy.proxyprotocol.TrustedProxies;
import io.fairlead.proxy.transport.ListenerStats;
import java.util.function.Supplier;

/**
 * Where a listener's connections go, as configured when they are accepted.
 *
 * @param listener the listener as configured
 * @param stats the listener's counters
 * @param dataPath how bytes are relayed
 * @param proxies whose connections begin with a PROXY header
 * @param admission which clients are let in
 * @param pool the newest snapshot of its backend
 */
public record Route(
        Listener listener,
        ListenerStats stats,
        DataPath dataPath,
        TrustedProxies proxies,
        Admission admission,
        Supplier<BackendPool> pool) {}
