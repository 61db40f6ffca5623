package io.fairlead.bench.openloop;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * The client's end of an HTTP/2 connection (RFC 9113), as far as unary gRPC calls with small messages need it. It reads no header but the first of an
 * answer, which is the status, and so has no part in HPACK's dynamic table: anything but a call that succeeds is a fault of the connection.
 */
final class ClientConnection {

    static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    private static final int ENABLE_PUSH = 2;
    private static final int MAX_CONCURRENT_STREAMS = 3;
    private static final int INITIAL_WINDOW_SIZE = 4;

    /** How many streams are open before the server has said how many may be: as many as it should allow at least. */
    private static final int FIRST_STREAMS = 100;

    /** In HPACK, a change of the dynamic table's size; its number may go on in more bytes. */
    private static final int SIZE_UPDATE_MASK = 0xe0;

    private static final int SIZE_UPDATE = 0x20;
    private static final int SIZE_PREFIX = 0x1f;
    private static final int MORE = 0x80;

    private final MessageFrames request;
    private final Supplier<ByteBuf> out;
    private final Answers answers;
    private final Control control;
    private final Outstanding outstanding = new Outstanding();
    private int nextStream = 1;
    private long streams = FIRST_STREAMS;
    private long sendWindow = Control.FIRST_WINDOW;

    /** Hears of answers. */
    @FunctionalInterface
    interface Answers {
        /** {@code due}: as it was told with the call. */
        void answered(long due);
    }

    /** {@code out}: gives what is written to, whenever something has to be. */
    ClientConnection(MessageFrames request, Supplier<ByteBuf> out, Answers answers) {
        this.request = request;
        this.out = out;
        this.answers = answers;
        this.control = new Control(out);
    }

    /** Writes what a client begins with. */
    void open() {
        out.get().writeCharSequence(PREFACE, US_ASCII);
        control.open(ENABLE_PUSH, 0);
    }

    /** Whether the server allows for a call now. */
    boolean ready() {
        return outstanding.count() < streams && sendWindow >= MessageFrames.requestData();
    }

    /** Writes a call, for which it has to be {@link #ready}. */
    void call(long due) {
        outstanding.add(nextStream, due);
        request.write(nextStream, out.get());
        sendWindow -= MessageFrames.requestData();
        nextStream += 2;
    }

    /**
     * Takes the whole frames from {@code in}.
     *
     * @throws IOException in one line, where one is not what a call that succeeds needs
     */
    void read(ByteBuf in) throws IOException {
        while (Frame.isWhole(in)) {
            Frame.Head head = Frame.readHead(in);
            ByteBuf payload = in.readSlice(head.length());
            switch (head.type()) {
                case HEADERS -> headers(head, payload);
                case DATA -> data(head);
                case SETTINGS -> settings(head, payload);
                case PING -> control.ping(payload, head.flags());
                case WINDOW_UPDATE -> sendWindow += head.stream() == 0 ? payload.readInt() : 0;
                case PRIORITY, UNKNOWN -> {}
                case GOAWAY, RST_STREAM, PUSH_PROMISE, CONTINUATION -> throw fault(head, "answers to all calls");
            }
        }
    }

    private void headers(Frame.Head head, ByteBuf block) throws IOException {
        if (!outstanding.has(head.stream())
                || !head.has(Frame.END_HEADERS)
                || head.has(Frame.PADDED | Frame.PRIORITISED)) {
            throw fault(head, "the whole header block of a call's answer");
        }
        boolean last = head.has(Frame.END_STREAM);
        // Trailers have no status: an answer that is a header block alone has no message.
        if (startsWithSuccess(block) == last) {
            throw fault(head, "status 200, a message, trailers");
        }
        if (last) {
            answers.answered(outstanding.remove(head.stream()));
        }
    }

    private static boolean startsWithSuccess(ByteBuf block) {
        while (block.isReadable()) {
            int first = block.readUnsignedByte();
            if ((first & SIZE_UPDATE_MASK) != SIZE_UPDATE) {
                return first == (HeaderBlock.INDEXED | HeaderBlock.STATUS_200);
            }
            boolean more = (first & SIZE_PREFIX) == SIZE_PREFIX;
            while (more && block.isReadable()) {
                more = (block.readUnsignedByte() & MORE) != 0;
            }
        }
        return false;
    }

    private void data(Frame.Head head) throws IOException {
        if (!outstanding.has(head.stream()) || head.has(Frame.END_STREAM)) {
            throw fault(head, "a call's answer, with trailers after it");
        }
        control.data(head.length());
    }

    private void settings(Frame.Head head, ByteBuf settings) throws IOException {
        while (settings.isReadable(Control.SETTING)) {
            int name = settings.readUnsignedShort();
            long value = settings.readUnsignedInt();
            if (name == MAX_CONCURRENT_STREAMS) {
                streams = value;
            } else if (name == INITIAL_WINDOW_SIZE && value < MessageFrames.requestData()) {
                throw new IOException("SETTINGS_INITIAL_WINDOW_SIZE: %d (expected: at least %d)"
                        .formatted(value, MessageFrames.requestData()));
            }
        }
        control.settings(head.flags());
    }

    private static IOException fault(Frame.Head head, String expected) {
        return new IOException("a frame %s of stream %d with flags 0x%x (expected: %s)"
                .formatted(head.type(), head.stream(), head.flags(), expected));
    }
}
