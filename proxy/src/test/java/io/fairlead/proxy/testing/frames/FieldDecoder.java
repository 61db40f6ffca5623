package io.fairlead.proxy.testing.frames;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Reads header blocks field by field with Netty's HPACK, and says of each whether it was a literal that is never indexed. */
final class FieldDecoder {

    private static final long LONGEST = 64 * 1024 * 1024;

    private final Decoder decoder = new Decoder();

    /** Says how large a dynamic table the other side may use. */
    void maxTableSize(long value) throws IOException {
        try {
            decoder.maxHeaderTableSize(value);
        } catch (Http2Exception e) {
            throw new IOException(e);
        }
    }

    /** Returns the fields of the next block of the connection. */
    List<Field> decode(byte[] block) throws IOException {
        List<Field> decoded = new ArrayList<>();
        try {
            decoder.fields = decoded;
            decoder.decodeHeaders(1, Unpooled.wrappedBuffer(block));
        } catch (Http2Exception e) {
            throw new IOException(e);
        }
        List<Boolean> neverIndexed = neverIndexed(ByteBuffer.wrap(block));
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < decoded.size(); i++) {
            Field field = decoded.get(i);
            fields.add(new Field(field.name(), field.value(), neverIndexed.get(i)));
        }
        return List.copyOf(fields);
    }

    /** Returns for each field of the block whether it has the representation of RFC 7541, 6.2.3. */
    private static List<Boolean> neverIndexed(ByteBuffer block) {
        List<Boolean> found = new ArrayList<>();
        while (block.hasRemaining()) {
            int first = block.get(block.position()) & 0xff;
            if ((first & 0x80) != 0) {
                integer(block, 7);
                found.add(false);
            } else if ((first & 0xe0) == 0x20) {
                integer(block, 5); // the size of the table
            } else {
                if (integer(block, (first & 0x40) != 0 ? 6 : 4) == 0) {
                    skipString(block);
                }
                skipString(block);
                found.add((first & 0xf0) == 0x10);
            }
        }
        return found;
    }

    private static void skipString(ByteBuffer block) {
        int length = integer(block, 7);
        block.position(block.position() + length);
    }

    private static int integer(ByteBuffer block, int prefixBits) {
        int largest = (1 << prefixBits) - 1;
        int value = block.get() & largest;
        if (value < largest) {
            return value;
        }
        int shift = 0;
        int next;
        do {
            next = block.get();
            value += (next & 0x7f) << shift;
            shift += 7;
        } while ((next & 0x80) != 0);
        return value;
    }

    private static final class Decoder extends DefaultHttp2HeadersDecoder {

        private List<Field> fields = new ArrayList<>();

        Decoder() {
            super(false, false, LONGEST);
        }

        @Override
        protected Http2Headers newHeaders() {
            return new Recording(fields);
        }
    }

    /** Keeps the order in which fields came, which Netty's own headers do not. */
    private static final class Recording extends DefaultHttp2Headers {

        private final List<Field> fields;

        Recording(List<Field> fields) {
            super(false);
            this.fields = fields;
        }

        @Override
        public Http2Headers add(CharSequence name, CharSequence value) {
            fields.add(Field.of(octets(name), octets(value)));
            return this;
        }

        private static String octets(CharSequence text) {
            return text instanceof AsciiString ascii
                    ? new String(ascii.array(), ascii.arrayOffset(), ascii.length(), ISO_8859_1)
                    : text.toString();
        }
    }
}
