package io.fairlead.proxy.grpc;

import io.fairlead.proxy.http2.Fields;
import java.nio.charset.StandardCharsets;

/** What the proxy itself answers, or ends an answer with: a gRPC status where gRPC is spoken, and an HTTP status where it is not. */
final class ProxyAnswer {

    private ProxyAnswer() {}

    /** Returns an answer that is all of it in its header fields ("gRPC over HTTP2", {@code Trailers-Only}). */
    static Fields trailersOnly(Failure failure) {
        Fields fields = new Fields();
        fields.add(":status", "200");
        fields.add("content-type", "application/grpc");
        addStatus(fields, failure);
        return fields;
    }

    /** Returns what ends an answer that began. */
    static Fields trailers(Failure failure) {
        Fields fields = new Fields();
        addStatus(fields, failure);
        return fields;
    }

    private static void addStatus(Fields fields, Failure failure) {
        fields.add("grpc-status", Integer.toString(failure.status().code()));
        fields.add("grpc-message", percentEncoded(failure.message()));
    }

    /** Returns the header fields of an answer with {@code body}. */
    static Fields ofHttp(Failure failure, byte[] body) {
        Fields fields = new Fields();
        fields.add(":status", Integer.toString(failure.httpStatus()));
        fields.add("content-type", "text/plain; charset=utf-8");
        fields.add("content-length", Integer.toString(body.length));
        return fields;
    }

    /** Returns the line that says what happened. */
    static byte[] body(Failure failure) {
        return (failure.message() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** As "gRPC over HTTP2" says of {@code Status-Message}. */
    private static String percentEncoded(String message) {
        StringBuilder encoded = new StringBuilder(message.length());
        for (byte octet : message.getBytes(StandardCharsets.UTF_8)) {
            if (octet >= ' ' && octet <= '~' && octet != '%') {
                encoded.append((char) octet);
            } else {
                encoded.append("%%%02X".formatted(octet & 0xff));
            }
        }
        return encoded.toString();
    }
}
