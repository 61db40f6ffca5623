package io.fairlead.bench.openloop;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/** The frames of a gRPC call, or of an answer: the same bytes each time, but for the stream. */
final class MessageFrames {

    /** As much as a short protobuf message. */
    private static final int REQUEST = 64;

    private static final int ANSWER = 16;
    private static final int PREFIX = 5;

    private final ByteBuf frames = Unpooled.buffer();
    private final List<Integer> streamsAt = new ArrayList<>();

    private MessageFrames() {}

    /** Returns those of a call. {@code path}: with its slash; it and {@code authority} at most 126 ASCII characters long. */
    static MessageFrames request(String authority, String path) {
        return new MessageFrames()
                .headers(
                        new HeaderBlock()
                                .add(HeaderBlock.METHOD_POST)
                                .add(HeaderBlock.SCHEME_HTTP)
                                .add(HeaderBlock.AUTHORITY, authority)
                                .add(HeaderBlock.PATH, path)
                                .add(HeaderBlock.CONTENT_TYPE, "application/grpc")
                                .add("te", "trailers"),
                        Frame.END_HEADERS)
                .message(REQUEST, Frame.END_STREAM);
    }

    /** Returns those of an answer with status OK. */
    static MessageFrames answer() {
        return new MessageFrames()
                .headers(
                        new HeaderBlock().add(HeaderBlock.STATUS_200).add(HeaderBlock.CONTENT_TYPE, "application/grpc"),
                        Frame.END_HEADERS)
                .message(ANSWER, 0)
                .headers(new HeaderBlock().add("grpc-status", "0"), Frame.END_HEADERS | Frame.END_STREAM);
    }

    private MessageFrames headers(HeaderBlock block, int flags) {
        head(Frame.HEADERS, block.bytes().readableBytes(), flags);
        frames.writeBytes(block.bytes());
        return this;
    }

    private MessageFrames message(int size, int flags) {
        head(Frame.DATA, PREFIX + size, flags);
        frames.writeByte(0).writeInt(size).writeZero(size);
        return this;
    }

    private void head(Frame type, int length, int flags) {
        streamsAt.add(frames.writerIndex() + Frame.STREAM_AT);
        type.write(frames, length, flags, 0);
    }

    /** How much of the windows a call takes. */
    static int requestData() {
        return PREFIX + REQUEST;
    }

    void write(int stream, ByteBuf out) {
        int start = out.writerIndex();
        out.writeBytes(frames, frames.readerIndex(), frames.readableBytes());
        for (int i = 0; i < streamsAt.size(); i++) {
            out.setInt(start + streamsAt.get(i), stream);
        }
    }
}
