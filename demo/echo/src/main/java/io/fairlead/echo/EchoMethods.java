package io.fairlead.echo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;

/** The methods of the service that {@link EchoServer} serves and {@link EchoClient} calls; messages are plain bytes. */
final class EchoMethods {

    /** Answers with the server's name. */
    static final MethodDescriptor<byte[], byte[]> NAME = method("fairlead.Echo/Name", MethodType.UNARY);

    /** Streams as many bytes as the request, a decimal number, says. */
    static final MethodDescriptor<byte[], byte[]> BYTES = method("fairlead.Echo/Bytes", MethodType.SERVER_STREAMING);

    private EchoMethods() {}

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }

    private static MethodDescriptor<byte[], byte[]> method(String name, MethodType type) {
        Marshaller<byte[]> marshaller = new BytesMarshaller();
        return MethodDescriptor.newBuilder(marshaller, marshaller)
                .setFullMethodName(name)
                .setType(type)
                .build();
    }
}
