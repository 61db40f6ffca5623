package io.fairlead.proxy.testing.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fairlead.echo.BytesMarshaller;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;

/** The methods of the service that an {@link RpcServer} serves; messages are plain bytes. */
public final class RpcMethods {

    static final String PACKAGE = "fairlead.";
    static final String SERVICE = PACKAGE + "Test";

    /** Says which server answers, in the metadata with which each of its answers begins. */
    public static final Metadata.Key<String> SERVER = key("test-server");

    /** Answers with the server's name. */
    public static final MethodDescriptor<byte[], byte[]> NAME = method("Name", MethodType.UNARY);

    /** Answers with the server's name once the server is told to release what it holds. */
    public static final MethodDescriptor<byte[], byte[]> HOLD = method("Hold", MethodType.UNARY);

    /** Answers with the request. */
    public static final MethodDescriptor<byte[], byte[]> ECHO = method("Echo", MethodType.UNARY);

    /** Ends with the status whose code, and after a blank whose description, the request is: {@code 5 no such thing}. */
    public static final MethodDescriptor<byte[], byte[]> FAIL = method("Fail", MethodType.UNARY);

    /** Answers with how many messages of how many bytes came: {@code 3 of 30}. */
    public static final MethodDescriptor<byte[], byte[]> COUNT = method("Count", MethodType.CLIENT_STREAMING);

    /** Streams messages, how many and of which size the request says, and ends with a status, OK where none is said: {@code 3 10}, {@code 3 10 8}. */
    public static final MethodDescriptor<byte[], byte[]> STREAM = method("Stream", MethodType.SERVER_STREAMING);

    /** Answers each message with itself, and ends when the client's side does. */
    public static final MethodDescriptor<byte[], byte[]> CHAT = method("Chat", MethodType.BIDI_STREAMING);

    static final String ANY_SERVICE = PACKAGE + "Any/";

    private RpcMethods() {}

    /** Returns one of as many methods as there are names, each of which does as {@link #NAME}. */
    public static MethodDescriptor<byte[], byte[]> anyOf(String name) {
        return anyName(ANY_SERVICE + name);
    }

    static MethodDescriptor<byte[], byte[]> anyName(String fullName) {
        return full(fullName, MethodType.UNARY);
    }

    public static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    /** Returns the key of metadata that is not text; the name ends in {@code -bin}. */
    public static Metadata.Key<byte[]> binaryKey(String name) {
        return Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER);
    }

    public static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    public static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }

    private static MethodDescriptor<byte[], byte[]> method(String name, MethodType type) {
        return full(SERVICE + "/" + name, type);
    }

    private static MethodDescriptor<byte[], byte[]> full(String fullName, MethodType type) {
        Marshaller<byte[]> marshaller = new BytesMarshaller();
        return MethodDescriptor.newBuilder(marshaller, marshaller)
                .setFullMethodName(fullName)
                .setType(type)
                .build();
    }
}
