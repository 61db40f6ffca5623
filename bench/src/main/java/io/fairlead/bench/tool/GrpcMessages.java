package io.fairlead.bench.tool;

import java.nio.ByteBuffer;

/** Messages as gRPC frames them: a byte for compression, the length, the bytes. */
public final class GrpcMessages {

    private static final int PREFIX = 5;

    private GrpcMessages() {}

    /** Returns a message of {@code size} bytes, with its frame {@code size + 5}, not compressed. */
    public static byte[] ofSize(int size) {
        return ByteBuffer.allocate(PREFIX + size).put((byte) 0).putInt(size).array();
    }
}
