package io.fairlead.proxy.testing.frames;

import java.util.List;
import java.util.stream.Stream;

/**
 * A header field, octet for octet: a character is an octet.
 *
 * @param neverIndexed whether it is encoded as a literal that no one may put into a table
 */
public record Field(String name, String value, boolean neverIndexed) {

    public static Field of(String name, String value) {
        return new Field(name, value, false);
    }

    /** Returns one that no one may put into a table. */
    public static Field secret(String name, String value) {
        return new Field(name, value, true);
    }

    /** Returns those of a gRPC request for {@code path}, then {@code more}. */
    public static List<Field> grpcRequest(String path, Field... more) {
        return concat(
                List.of(
                        of(":method", "POST"),
                        of(":scheme", "http"),
                        of(":path", path),
                        of(":authority", "test.example"),
                        of("content-type", "application/grpc"),
                        of("te", "trailers")),
                more);
    }

    /** Returns those of a request that is not gRPC, then {@code more}. */
    public static List<Field> httpRequest(String method, String path, Field... more) {
        return concat(
                List.of(
                        of(":method", method),
                        of(":scheme", "http"),
                        of(":path", path),
                        of(":authority", "test.example")),
                more);
    }

    /** Returns those with which a gRPC server's answer begins, then {@code more}. */
    public static List<Field> grpcResponse(Field... more) {
        return concat(List.of(of(":status", "200"), of("content-type", "application/grpc")), more);
    }

    /** Returns those with which a gRPC server's answer ends, then {@code more}. */
    public static List<Field> grpcTrailers(int status, Field... more) {
        return concat(List.of(of("grpc-status", Integer.toString(status))), more);
    }

    /** Returns {@code fields} with {@code more} behind them. */
    public static List<Field> concat(List<Field> fields, Field... more) {
        return Stream.concat(fields.stream(), Stream.of(more)).toList();
    }

    @Override
    public String toString() {
        return name + ": " + value + (neverIndexed ? " (never indexed)" : "");
    }
}
