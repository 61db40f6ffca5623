package io.fairlead.proxy.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/** A stream of bytes of which each position is known, so that a lost, doubled or swapped byte is found. */
public final class Pattern {

    private static final int PERIOD = 65_521;
    private static final byte[] BYTES = new byte[PERIOD * 2];

    static {
        long state = 1;
        for (int i = 0; i < PERIOD; i++) {
            state = state * 6364136223846793005L + 1442695040888963407L;
            BYTES[i] = (byte) (state >>> 56);
            BYTES[i + PERIOD] = BYTES[i];
        }
    }

    private Pattern() {}

    /** Writes the first {@code length} bytes. */
    public static void write(OutputStream out, long length) throws IOException {
        write(out, 0, length);
    }

    /** Writes the bytes from position {@code from} on, up to {@code to}, which is not included. */
    public static void write(OutputStream out, long from, long to) throws IOException {
        for (long position = from; position < to; ) {
            int chunk = (int) Math.min(PERIOD, to - position);
            out.write(BYTES, (int) (position % PERIOD), chunk);
            position += chunk;
        }
    }

    /** Reads a stream that is to be the pattern. */
    public static final class Reader {

        private final InputStream in;
        private final byte[] buffer = new byte[PERIOD];
        private long position;

        public Reader(InputStream in) {
            this.in = in;
        }

        /** Returns how many bytes have been read. */
        public long position() {
            return position;
        }

        /**
         * Reads what has come, 64 KiB at most; returns whether the stream goes on.
         *
         * @throws AssertionError where the bytes are not the pattern's
         */
        public boolean read() throws IOException {
            int read = in.read(buffer);
            if (read < 0) {
                return false;
            }
            int offset = (int) (position % PERIOD);
            if (!Arrays.equals(buffer, 0, read, BYTES, offset, offset + read)) {
                throw new AssertionError("wrong bytes between " + position + " and " + (position + read));
            }
            position += read;
            return true;
        }

        public void readToEnd() throws IOException {
            while (read()) {
                // the next ones
            }
        }
    }
}
