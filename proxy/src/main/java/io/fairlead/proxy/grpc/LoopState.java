package io.fairlead.proxy.grpc;

import io.fairlead.proxy.http2.Fields;
import io.fairlead.proxy.http2.HeaderScratch;
import io.fairlead.proxy.tcp.SessionContext;
import io.netty.channel.EventLoop;

/** What the connections of one event loop share. Used on that loop alone. */
final class LoopState {

    private final EventLoop eventLoop;
    private final SessionContext context;
    private final Turn turn;
    private final ServerLinks links;
    private final Fields scratch = new Fields();
    private final HeaderScratch headerScratch = new HeaderScratch();

    LoopState(EventLoop eventLoop, SessionContext context) {
        this.eventLoop = eventLoop;
        this.context = context;
        turn = new Turn(eventLoop);
        links = new ServerLinks(this);
    }

    EventLoop eventLoop() {
        return eventLoop;
    }

    SessionContext context() {
        return context;
    }

    Turn turn() {
        return turn;
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

    HeaderScratch headerScratch() {
        return headerScratch;
    }

    /** Returns the time of this turn. */
    long now() {
        return turn.now();
    }
}
