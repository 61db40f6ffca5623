package io.fairlead.bench.openloop;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * The server's end of an HTTP/2 connection, as far as a {@link ClientConnection} needs it: it answers each call with the same message, whatever was
 * asked, and counts on a client whose windows have room.
 */
final class ServerConnection {

    private static final int MAX_CONCURRENT_STREAMS = 3;

    /** Fewer than what answers to all of them would take of a first window. */
    private static final int STREAMS = 1_000;

    private final MessageFrames answer;
    private final Supplier<ByteBuf> out;
    private final Control control;
    private boolean opened;

    /** {@code out}: gives what is written to, whenever something has to be. */
    ServerConnection(MessageFrames answer, Supplier<ByteBuf> out) {
        this.answer = answer;
        this.out = out;
        this.control = new Control(out);
    }

    /**
     * Takes what is whole from {@code in}.
     *
     * @throws IOException in one line, where it is not of HTTP/2
     */
    void read(ByteBuf in) throws IOException {
        if (!opened && in.readableBytes() >= ClientConnection.PREFACE.length()) {
            open(in.readCharSequence(ClientConnection.PREFACE.length(), US_ASCII)
                    .toString());
        }
        while (opened && Frame.isWhole(in)) {
            Frame.Head head = Frame.readHead(in);
            ByteBuf payload = in.readSlice(head.length());
            switch (head.type()) {
                case DATA -> data(head);
                case SETTINGS -> control.settings(head.flags());
                case PING -> control.ping(payload, head.flags());
                default -> {}
            }
        }
    }

    private void open(String preface) throws IOException {
        if (!preface.equals(ClientConnection.PREFACE)) {
            throw new IOException("no preface of HTTP/2 (expected: one)");
        }
        opened = true;
        control.open(MAX_CONCURRENT_STREAMS, STREAMS);
    }

    private void data(Frame.Head head) {
        control.data(head.length());
        if (head.has(Frame.END_STREAM)) {
            answer.write(head.stream(), out.get());
        }
    }
}
