package io.fairlead.proxy.testing;

import io.fairlead.api.v1alpha1.DataPath;
import io.fairlead.proxy.ConfigRefusedException;
import io.fairlead.proxy.transport.Transport;

/** A way that bytes are relayed. */
public enum RelayPath {
    EPOLL_COPY(Transport.EPOLL, DataPath.Copy),
    EPOLL_SPLICE(Transport.EPOLL, DataPath.Splice),
    NIO(Transport.NIO, DataPath.Auto);

    private final Transport transport;
    private final DataPath dataPath;

    RelayPath(Transport transport, DataPath dataPath) {
        this.transport = transport;
        this.dataPath = dataPath;
    }

    /** Starts a proxy that relays so. */
    public TestProxy start(Configs config) throws ConfigRefusedException {
        return TestProxy.start(config.dataPath(dataPath), transport);
    }
}
