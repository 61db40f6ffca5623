package io.fairlead.proxy.tcp;

import io.netty.buffer.ByteBuf;

/** Tells a session and its relay what happens on one of its sides. */
final class SideEvents {

    private final TcpSession session;
    private final Relay relay;
    private final Side side;

    SideEvents(TcpSession session, Relay relay, Side side) {
        this.session = session;
        this.relay = relay;
        this.side = side;
    }

    /** {@code data} is lent: it is its caller's again when this returns. */
    void received(ByteBuf data) {
        relay.read(side, data);
    }

    /** {@code bytes} came, and went to the other side without a copy. */
    void spliced(int bytes) {
        relay.spliced(side, bytes);
    }

    /** Nothing more is there for the moment. */
    void receivedAll() {
        relay.readComplete(side);
    }

    /** More was sent of what waited, or less waits than did. */
    void drained() {
        relay.writabilityChanged(side);
    }

    void inputEnded() {
        relay.inputEnded(side);
    }

    void failed(Throwable cause) {
        session.failed(side, cause);
    }

    void closed() {
        session.lost(side);
    }
}
