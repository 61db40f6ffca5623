package io.fairlead.proxy.http2;

import java.util.Arrays;

/**
 * Decodes the Huffman code of RFC 7541 appendix B, four bits at a time. The code is canonical, so that the lengths of its codes say all of it. A
 * state is an inner node of its tree; as no code is shorter than five bits, a step passes at most one symbol.
 */
final class Huffman {

    private static final int SYMBOLS = 257;
    private static final int END_OF_STRING = 256;
    private static final int MAX_LENGTH = 30;
    private static final int MIN_LENGTH = 5;
    private static final int NIBBLE = 4;

    private static final byte[] LENGTHS = {
        13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28,
        28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 28,
        6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6,
        5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10,
        13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
        7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6,
        15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5,
        6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28,
        20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23,
        24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24,
        22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23,
        21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23,
        26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25,
        19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27,
        20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23,
        26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26,
        30
    };

    /** In a step: the state it leads to, then a symbol, then these. */
    private static final int STATE = 0xff;

    private static final int SYMBOL_SHIFT = 8;
    private static final int EMITS = 1 << 16;
    private static final int FAILS = 1 << 17;
    /** The text may end there: what was read behind its last symbol is fewer than eight bits, all of them ones. */
    private static final int MAY_END = 1 << 18;

    private static final int[] STEPS = steps(tree());

    private Huffman() {}

    /** Returns how many octets so many encoded ones are at most. */
    static int maxDecoded(int encoded) {
        return (int) ((long) encoded * Byte.SIZE / MIN_LENGTH);
    }

    /** Decodes into an array that has place for it; returns where in it the text ends, -1 where it is no such code. */
    static int decode(byte[] in, int start, int end, byte[] out, int outStart) {
        int at = outStart;
        int step = MAY_END;
        for (int i = start; i < end; i++) {
            step = STEPS[((step & STATE) << NIBBLE) | ((in[i] >>> NIBBLE) & 0xf)];
            if ((step & EMITS) != 0) {
                out[at++] = (byte) (step >>> SYMBOL_SHIFT);
            }
            int failed = step & FAILS;
            step = STEPS[((step & STATE) << NIBBLE) | (in[i] & 0xf)];
            if ((step & EMITS) != 0) {
                out[at++] = (byte) (step >>> SYMBOL_SHIFT);
            }
            if ((failed | (step & FAILS)) != 0) {
                return -1;
            }
        }
        return (step & MAY_END) != 0 ? at : -1;
    }

    /** Returns the tree: of the node n, child b is at 2n + b; it is a node, or a symbol's complement. The root is 0. */
    private static int[] tree() {
        int[] children = new int[2 * (SYMBOLS - 1)];
        int nodes = 1;
        int code = 0;
        for (int length = 1; length <= MAX_LENGTH; length++) {
            code <<= 1;
            for (int symbol = 0; symbol < SYMBOLS; symbol++) {
                if (LENGTHS[symbol] == length) {
                    int node = 0;
                    for (int bit = length - 1; bit > 0; bit--) {
                        int child = 2 * node + ((code >>> bit) & 1);
                        if (children[child] == 0) {
                            children[child] = nodes++;
                        }
                        node = children[child];
                    }
                    children[2 * node + (code & 1)] = ~symbol;
                    code++;
                }
            }
        }
        return children;
    }

    private static int[] steps(int[] tree) {
        boolean[] mayEnd = new boolean[SYMBOLS - 1];
        for (int node = 0, ones = 0; ones < Byte.SIZE; ones++, node = tree[2 * node + 1]) {
            mayEnd[node] = true;
        }
        int[] steps = new int[(SYMBOLS - 1) << NIBBLE];
        Arrays.setAll(steps, i -> step(tree, mayEnd, i >>> NIBBLE, i & 0xf));
        return steps;
    }

    private static int step(int[] tree, boolean[] mayEnd, int from, int nibble) {
        int node = from;
        int emitted = 0;
        for (int bit = NIBBLE - 1; bit >= 0; bit--) {
            int child = tree[2 * node + ((nibble >>> bit) & 1)];
            if (child < 0) {
                if (~child == END_OF_STRING) {
                    return FAILS;
                }
                emitted = EMITS | (~child << SYMBOL_SHIFT);
                node = 0;
            } else {
                node = child;
            }
        }
        return emitted | node | (mayEnd[node] ? MAY_END : 0);
    }
}
