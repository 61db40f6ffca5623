package io.fairlead.proxy.testing.frames;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.IOException;
import java.util.List;

/** Makes header blocks of fields in any order, good or bad, with Netty's HPACK. */
final class FieldEncoder {

    private final DefaultHttp2HeadersEncoder encoder =
            new DefaultHttp2HeadersEncoder((name, value) -> this.neverIndexed, true);

    private boolean neverIndexed;

    /** Says how large a dynamic table the other side allows. */
    void maxTableSize(long value) throws IOException {
        try {
            encoder.maxHeaderTableSize(value);
        } catch (Http2Exception e) {
            throw new IOException(e);
        }
    }

    /** Returns the next block of the connection. Netty moves pseudo-header fields to the front: it gets the fields one by one. */
    byte[] encode(List<Field> fields) throws IOException {
        ByteBuf block = Unpooled.buffer();
        try {
            for (Field field : fields) {
                neverIndexed = field.neverIndexed();
                encoder.encodeHeaders(1, new DefaultHttp2Headers(false).add(field.name(), field.value()), block);
            }
        } catch (Http2Exception e) {
            throw new IOException(e);
        }
        return ByteBufUtil.getBytes(block);
    }
}
