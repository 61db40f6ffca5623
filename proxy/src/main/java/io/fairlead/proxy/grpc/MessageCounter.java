package io.fairlead.proxy.grpc;

import io.netty.buffer.ByteBuf;

/**
 * Counts the messages of a gRPC stream by their prefixes: a byte of flags, and four of the message's length ("gRPC over HTTP2",
 * {@code Length-Prefixed-Message}).
 */
final class MessageCounter {

    private static final int PREFIX = 5;

    private int prefixRead;
    private long length;
    private long left;
    private long messages;
    private long bytes;

    /** Counts {@code count} bytes of {@code data} from {@code start} on, and the messages in them where they are {@code grpc}. */
    void count(ByteBuf data, int start, int count, boolean grpc) {
        bytes += count;
        if (grpc) {
            countMessages(data, start, count);
        }
    }

    private void countMessages(ByteBuf data, int start, int count) {
        int index = start;
        int end = start + count;
        while (index < end) {
            if (left > 0) {
                int step = (int) Math.min(left, end - index);
                index += step;
                left -= step;
            } else if (prefixRead == 0 && end - index >= PREFIX) {
                left = data.getUnsignedInt(index + 1);
                index += PREFIX;
            } else {
                readPrefix(data.getByte(index++) & 0xff);
            }
            if (left == 0 && prefixRead == 0) {
                messages++;
            }
        }
    }

    /** Reads an octet of a prefix that comes in parts. */
    private void readPrefix(int octet) {
        length = prefixRead == 0 ? 0 : length << 8 | octet;
        prefixRead++;
        if (prefixRead == PREFIX) {
            prefixRead = 0;
            left = length;
        }
    }

    /** Returns how many messages are whole. */
    long messages() {
        return messages;
    }

    /** Returns how many bytes were counted. */
    long bytes() {
        return bytes;
    }

    /** Whether no message is in part. */
    boolean atBoundary() {
        return prefixRead == 0 && left == 0;
    }
}
