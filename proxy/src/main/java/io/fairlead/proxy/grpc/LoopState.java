package io.fairlead.proxy.grpc;

import io.fairlead.proxy.http2.Fields;
import io.fairlead.proxy.tcp.SessionContext;
import io.netty.channel.EventLoop;

/** What the connections of one event loop share. Used on that loop alone. */
final class LoopState {

    private final EventLoop eventLoop;
    private final SessionContext context;
    private final TurnEnd turnEnd;
    private final ServerLinks links;
    private final Fields scratch = new Fields();

    LoopState(EventLoop eventLoop, SessionContext context) {
        this.eventLoop = eventLoop;
        this.context = context;
        turnEnd = new TurnEnd(eventLoop);
        links = new ServerLinks(this);
    }

    EventLoop eventLoop() {
        return eventLoop;
    }

    SessionContext context() {
        return context;
    }

    TurnEnd turnEnd() {
        return turnEnd;
    }

    /** Returns the connections to servers. */
    ServerLinks links() {
        return links;
    }

    /** Returns header fields that are empty, to be used at once. */
    Fields scratch() {
        scratch.clear();
        return scratch;
    }

    long now() {
        return eventLoop.ticker().nanoTime();
    }
}
