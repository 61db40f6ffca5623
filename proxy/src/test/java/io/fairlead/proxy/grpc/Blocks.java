package io.fairlead.proxy.grpc;

import io.fairlead.proxy.testing.frames.Field;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Header fields and blocks that are too much. */
final class Blocks {

    /** A literal of 4000 octets, named {@code a}, that goes into the table (RFC 7541, 6.2.1). */
    private static final byte[] LARGE_LITERAL_HEAD = {0x40, 1, 'a', 0x7f, (byte) 0xa1, 0x1e};

    private static final int LARGE_LITERAL = 4000;

    /** What the newest entry of the table is called (RFC 7541, 6.1). */
    private static final byte NEWEST = (byte) 0xbe;

    private Blocks() {}

    /** Returns {@code block} followed by a field that is said once and meant ten thousand times: 40 MB in less than 16 KiB. */
    static byte[] bomb(byte[] block) {
        int literalEnd = block.length + LARGE_LITERAL_HEAD.length + LARGE_LITERAL;
        byte[] bomb = Arrays.copyOf(block, literalEnd + 10_000);
        System.arraycopy(LARGE_LITERAL_HEAD, 0, bomb, block.length, LARGE_LITERAL_HEAD.length);
        Arrays.fill(bomb, block.length + LARGE_LITERAL_HEAD.length, literalEnd, (byte) 'x');
        Arrays.fill(bomb, literalEnd, bomb.length, NEWEST);
        return bomb;
    }

    /** Returns so many fields whose values have so many octets. */
    static Field[] fields(int count, int valueLength) {
        return IntStream.range(0, count)
                .mapToObj(i -> Field.of("x-" + i, "v".repeat(valueLength)))
                .toArray(Field[]::new);
    }
}
