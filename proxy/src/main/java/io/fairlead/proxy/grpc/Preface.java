package io.fairlead.proxy.grpc;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** What a client's connection begins with (RFC 9113, 3.4). */
final class Preface {

    static final byte[] BYTES = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private int read;

    /** Whether all of it came. */
    boolean isRead() {
        return read == BYTES.length;
    }

    /** Reads what is left of it; returns {@code false} where it is something else. */
    boolean read(ByteBuf data) {
        while (!isRead() && data.isReadable()) {
            if (data.readByte() != BYTES[read]) {
                return false;
            }
            read++;
        }
        return true;
    }
}
