package io.fairlead.proxy.tcp;

import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.proxyprotocol.Origin;
import io.fairlead.proxy.proxyprotocol.ProxyHeaderReader;
import io.fairlead.proxy.transport.Rejection;
import io.netty.channel.socket.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A client's connection that has no session yet, since its PROXY header is awaited. It is one of the process's connections all the same: a
 * proxy that stops waits for it.
 */
final class AwaitedHeader implements ProxyHeaderReader.Outcome, SessionRegistry.Entry {

    private final SessionRegistry registry;
    private final Route route;
    private final SocketChannel channel;
    private final Origin own;
    private final Consumer<Origin> begin;

    /** Used on the connection's event loop alone. */
    private boolean over;

    /**
     * Creates one that is not read yet.
     *
     * @param own the connection's own addresses
     * @param begin is given where the connection began, before what follows the header is read
     */
    AwaitedHeader(SessionRegistry registry, Route route, SocketChannel channel, Origin own, Consumer<Origin> begin) {
        this.registry = registry;
        this.route = route;
        this.channel = channel;
        this.own = own;
        this.begin = begin;
    }

    /** To be called on the connection's event loop. */
    void read() {
        registry.add(this);
        ProxyHeaderReader.read(channel, own, route.proxies().timeout(), this);
    }

    @Override
    public void headerRead(Origin origin) {
        begin.accept(origin);
        leave();
    }

    @Override
    public void headerRefused(Rejection reason) {
        leave();
        route.stats().rejected(reason).increment();
        route.proxies().refused(route.listener().name(), own.source().getAddress(), reason);
    }

    private void leave() {
        over = true;
        registry.remove(this);
    }

    @Override
    public void endOnceIdle(Duration idle, Duration after) {
        long nanos = idle.plus(after).toNanos();
        channel.eventLoop().execute(() -> channel.eventLoop().schedule(this::close, nanos, TimeUnit.NANOSECONDS));
    }

    /** It is on none yet. */
    @Override
    public void endIfOn(Set<Endpoint> servers, ServerMark mark) {}

    @Override
    public void kill() {
        channel.eventLoop().execute(this::close);
    }

    private void close() {
        if (!over) {
            channel.close();
        }
    }
}
