package io.fairlead.proxy.grpc;

import java.nio.charset.StandardCharsets;

/** Names and values of header fields that the proxy reads or makes itself. */
final class Names {

    static final byte[] METHOD = of(":method");
    static final byte[] SCHEME = of(":scheme");
    static final byte[] AUTHORITY = of(":authority");
    static final byte[] PATH = of(":path");
    static final byte[] STATUS = of(":status");
    static final byte[] CONNECTION = of("connection");
    static final byte[] PROXY_CONNECTION = of("proxy-connection");
    static final byte[] KEEP_ALIVE = of("keep-alive");
    static final byte[] TRANSFER_ENCODING = of("transfer-encoding");
    static final byte[] UPGRADE = of("upgrade");
    static final byte[] TE = of("te");
    static final byte[] TRAILERS = of("trailers");
    static final byte[] CONTENT_LENGTH = of("content-length");
    static final byte[] CONTENT_TYPE = of("content-type");
    static final byte[] GRPC_TIMEOUT = of("grpc-timeout");
    static final byte[] GRPC_STATUS = of("grpc-status");
    static final byte[] GRPC_MESSAGE = of("grpc-message");
    static final byte[] ASTERISK = of("*");
    static final byte[] OPTIONS = of("OPTIONS");
    static final byte[] CONNECT = of("CONNECT");
    static final byte[] HEAD = of("HEAD");
    static final byte[] POST = of("POST");

    private static final byte[] GRPC_TYPE = of("application/grpc");

    private Names() {}

    private static byte[] of(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether the value of {@code length} bytes from {@code start} on is the content type of gRPC, with a format or without. */
    static boolean isGrpc(byte[] bytes, int start, int length) {
        if (length < GRPC_TYPE.length) {
            return false;
        }
        for (int i = 0; i < GRPC_TYPE.length; i++) {
            if (bytes[start + i] != GRPC_TYPE[i]) {
                return false;
            }
        }
        if (length == GRPC_TYPE.length) {
            return true;
        }
        byte next = bytes[start + GRPC_TYPE.length];
        return next == '+' || next == ';';
    }
}
