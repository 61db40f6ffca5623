package io.fairlead.proxy.grpc;

import io.fairlead.proxy.backend.Assignment;
import io.fairlead.proxy.backend.BackendPool;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.http2.ErrorCode;
import io.fairlead.proxy.tcp.Dispatcher;
import io.fairlead.proxy.tcp.Termination;
import java.net.InetAddress;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An RPC's stream on a server: how it comes to one, by a place on a server and a connection that has room, and how it leaves it, for good or for a
 * further try.
 */
final class ServerStream implements Dispatcher.Outcome {

    private final Exchange exchange;
    private final RpcAccount account;
    private final LoopState loop;
    private final Supplier<BackendPool> pools;
    private final Dispatcher dispatcher;
    private @Nullable ServerLink awaited;
    private @Nullable Future<?> waitTimer;
    private @Nullable ServerConnection connection;
    private int number;
    private long sentAtFlush;

    ServerStream(Exchange exchange, RequestHead head, RpcAccount account) {
        this.exchange = exchange;
        this.account = account;
        loop = exchange.client().loop();
        pools = exchange.client().route().pool();
        InetAddress address = exchange.client().origin().source().getAddress();
        dispatcher = new Dispatcher(loop.eventLoop(), address, new RpcKey(head, address, pools), pools, this);
    }

    /** Looks for one. */
    void seek() {
        dispatcher.begin();
    }

    @Override
    public void dispatched(Assignment place) {
        account.placed(place.endpoint(), loop.now());
        loop.links().to(place.endpoint(), pools).open(exchange);
    }

    @Override
    public void unplaced(Termination termination) {
        String backend = "backend " + pools.get().name() + ": ";
        exchange.fail(
                switch (termination) {
                    case SERVER_ABORT_QUEUE ->
                        Failure.exhausted(termination, backend + "too many RPCs wait for a server");
                    case SERVER_TIMEOUT_QUEUE ->
                        Failure.unavailable(termination, backend + "no server was free in time");
                    default -> Failure.unavailable(termination, backend + "no server is up");
                });
    }

    /** Stands in the line of {@code link} from now on. */
    void waits(ServerLink link) {
        awaited = link;
        waitLater();
    }

    private void waitLater() {
        waitTimer = loop.eventLoop()
                .schedule(this::waitedLong, pools.get().config().queueTimeout().toNanos(), TimeUnit.NANOSECONDS);
    }

    /** A connection that is being made has a time limit of its own. */
    private void waitedLong() {
        waitTimer = null;
        if (awaited == null) {
            return;
        }
        if (awaited.connects()) {
            waitLater();
            return;
        }
        awaited.leave(exchange);
        awaited = null;
        exchange.fail(Failure.unavailable(Termination.SERVER_TIMEOUT_QUEUE, about("no stream was free in time")));
    }

    /** Waits in no line any more: it was its turn, or nobody's any more. */
    void stopWaiting() {
        awaited = null;
        if (waitTimer != null) {
            waitTimer.cancel(false);
            waitTimer = null;
        }
    }

    /** Is one of {@code on} from now on; returns its number. */
    int open(ServerConnection on) {
        stopWaiting();
        connection = on;
        number = on.open(exchange);
        sentAtFlush = on.output().flushes();
        account.opened(loop.now());
        dispatcher.succeeded();
        return number;
    }

    /** Whether there is one. */
    boolean isOpen() {
        return connection != null;
    }

    /** Whether it came to a place on a server, be it one that it has given back since. */
    boolean hadPlace() {
        return dispatcher.assignment() != null;
    }

    /** Whether there is one, and nothing of it has gone out. */
    boolean isUnsent() {
        return connection != null && connection.output().flushes() == sentAtFlush;
    }

    /** Whether its number is behind {@code last}. */
    boolean isBehind(int last) {
        return number > last;
    }

    /** Whether it is on one of {@code servers}, or on the way there. */
    boolean isOn(Set<Endpoint> servers) {
        return dispatcher.isOn(servers);
    }

    /** Notes that the server broke the rules on it. */
    void fault(Malformed answer) {
        if (connection != null) {
            connection.fault(number, ErrorCode.PROTOCOL_ERROR, answer.kind(), answer.reason());
        }
    }

    /** Tells the server that the RPC is over. */
    void reset(long code) {
        if (connection != null) {
            connection.sendReset(number, code);
        }
    }

    /** Leaves it. */
    void leave() {
        if (connection != null) {
            ServerConnection left = connection;
            connection = null;
            left.ended(number);
        }
    }

    /** Whether another one may be looked for after it. */
    boolean mayRetry() {
        return dispatcher.mayRetry();
    }

    /** Looks for another one, after a while if it {@code pauses} and that is on the same server. */
    void retry(boolean pauses) {
        dispatcher.retry(pauses);
    }

    /** Looks for none any more. */
    void cancel() {
        if (awaited != null) {
            awaited.leave(exchange);
        }
        stopWaiting();
        dispatcher.cancel();
    }

    /** Tells where it is, or was tried last, and how it came there. */
    Dispatcher dispatcher() {
        return dispatcher;
    }

    /** Returns {@code what}, and which server it is about. */
    String about(String what) {
        Endpoint endpoint = dispatcher.endpoint();
        String name = endpoint == null ? "?" : endpoint.name();
        return "backend " + pools.get().name() + ", server " + name + ": " + what;
    }
}
