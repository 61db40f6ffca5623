package io.fairlead.proxy.grpc;

import io.fairlead.proxy.http2.Fields;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * One direction of an RPC: DATA of the stream that it comes from goes out on the stream that it is for, at once where that stream, its connection
 * and its socket have room, and waits otherwise. Room is given back to where it comes from as it goes out, so that whoever sends too fast is held up
 * on this stream alone.
 */
final class Flow {

    private static final int TURN = 16 * 1024;

    private final Listener listener;
    private final HeldBytes held;
    private @Nullable FrameSender target;
    private int stream;
    private int window;
    private @Nullable Fields trailers;
    private boolean ended;
    private boolean finished;

    /** Changed by the target alone. */
    private boolean queued;

    /** Is told what becomes of it. */
    interface Listener {

        /** The first {@code bytes} readable ones of {@code data} go out now. */
        void sending(Flow flow, ByteBuf data, int bytes);

        /** All went out, and the end of the stream with it. */
        void finished(Flow flow);

        /** There is no memory for what waits. */
        void outOfMemory(Flow flow);
    }

    Flow(Listener listener, HeldBytes held) {
        this.listener = listener;
        this.held = held;
    }

    /** Sends on {@code targetStream} from now on, what waits first. */
    void attach(Http2Connection newTarget, int targetStream) {
        target = newTarget.sender();
        stream = targetStream;
        window = target.peerInitialWindow();
    }

    /** Has it wait for another target, as if nothing had been sent. */
    void detach() {
        if (target != null) {
            target.unblock(this);
        }
        target = null;
    }

    /** Sends {@code sent} again, and then what waits, once it has a target. */
    void rewind(byte[] sent) {
        finished = false;
        if (!held.addFirst(sent)) {
            listener.outOfMemory(this);
        }
    }

    /** Returns the window of the stream that it goes out on. */
    int window() {
        return window;
    }

    /** Takes what came; {@code data} is its caller's again. */
    void arrived(ByteBuf data, boolean end) {
        ended |= end;
        if (held.isEmpty() && target != null && !target.hasBlocked()) {
            send(target, data, Integer.MAX_VALUE);
        }
        if (data.isReadable()) {
            if (held.add(data)) {
                blockIfSendable();
            } else {
                listener.outOfMemory(this);
            }
        } else {
            finishIfDone();
        }
    }

    /** Notes that nothing more comes but {@code last}, if that is not {@code null}; it is lent. */
    void end(@Nullable Fields last) {
        ended = true;
        if (last != null && (target == null || !held.isEmpty())) {
            trailers = last.copy();
        } else {
            trailers = last;
        }
        finishIfDone();
    }

    /** Whether nothing more comes. */
    boolean hasEnded() {
        return ended;
    }

    /** Whether all that came was sent on, the end of the stream included. */
    boolean isFinished() {
        return finished;
    }

    /** Whether something waits to be sent on. */
    boolean isHolding() {
        return !held.isEmpty();
    }

    /** Whether nothing but the end of the stream, which came without trailers, is left to be sent: it may go with the header fields. */
    boolean isEmptyEnd() {
        return ended && held.isEmpty() && trailers == null;
    }

    /** Notes that the end of the stream was sent with the header fields. */
    void finish() {
        ended = true;
        finished = true;
        listener.finished(this);
    }

    /** Changes the window of the target's stream; returns {@code false} where that is more than a window may be. */
    boolean addWindow(int change) {
        long changed = (long) window + change;
        if (changed > Integer.MAX_VALUE) {
            return false;
        }
        window = (int) changed;
        return true;
    }

    /** Sends what waits and may go, after a change of the target's windows. */
    void pump() {
        if (target == null || finished) {
            return;
        }
        while (!held.isEmpty() && sendHeld(target)) {
            // goes on until there is no room
        }
        if (held.isEmpty()) {
            finishIfDone();
        } else {
            blockIfSendable();
        }
    }

    /** Sends a part of what waits, since it is its turn on the target. */
    void takeTurn() {
        if (target != null && !held.isEmpty()) {
            sendHeld(target);
            if (held.isEmpty()) {
                finishIfDone();
            } else {
                blockIfSendable();
            }
        }
    }

    /** Drops what waits; nothing is sent any more. */
    void abandon() {
        if (target != null) {
            target.unblock(this);
        }
        held.clear();
        finished = true;
    }

    boolean isQueued() {
        return queued;
    }

    void queued(boolean value) {
        queued = value;
    }

    private void blockIfSendable() {
        if (target != null && window > 0) {
            target.block(this);
        }
    }

    /** Returns whether something was sent. */
    private boolean sendHeld(FrameSender to) {
        ByteBuf piece = held.first();
        int before = piece.readableBytes();
        send(to, piece, TURN);
        int sent = before - piece.readableBytes();
        if (finished && held.isEmpty()) {
            return false;
        }
        if (sent > 0) {
            held.taken(sent);
        }
        return sent > 0;
    }

    private void send(FrameSender to, ByteBuf data, int most) {
        int left = most;
        while (data.isReadable() && left > 0) {
            int bytes = Math.min(Math.min(data.readableBytes(), left), to.room(window));
            if (bytes <= 0) {
                return;
            }
            boolean last = ended && trailers == null && isLast(data, bytes);
            listener.sending(this, data, bytes);
            window -= bytes;
            left -= bytes;
            to.sendData(stream, data, bytes, last);
            if (last) {
                finished = true;
            }
        }
        if (finished) {
            listener.finished(this);
        }
    }

    private boolean isLast(ByteBuf data, int bytes) {
        return bytes == data.readableBytes() && (held.isEmpty() || held.bytes() == bytes);
    }

    private void finishIfDone() {
        if (!ended || finished || target == null || !held.isEmpty()) {
            return;
        }
        finished = true;
        if (trailers == null) {
            target.sendEnd(stream);
        } else {
            target.sendHeaders(stream, trailers, true);
            trailers = null;
        }
        listener.finished(this);
    }
}
