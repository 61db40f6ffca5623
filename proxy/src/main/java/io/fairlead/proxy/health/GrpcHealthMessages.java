package io.fairlead.proxy.health;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The two messages of {@code grpc.health.v1.Health/Check}, as they are on the wire: gRPC's prefix of a flag and a length, then protobuf.
 * The request is one string, the response one number; code generated for them would be more than this.
 */
final class GrpcHealthMessages {

    /** The number of {@code HealthCheckRequest.service}, and of {@code HealthCheckResponse.status}. */
    private static final int FIELD = 1;

    private static final int STATUS_TAG = FIELD << 3 | WireFormat.WIRETYPE_VARINT;
    private static final int PREFIX_BYTES = 5;

    private GrpcHealthMessages() {}

    /**
     * Returns the request.
     *
     * @param service {@code null} for the server as a whole
     */
    static byte[] request(@Nullable String service) {
        int length = service == null ? 0 : CodedOutputStream.computeStringSize(FIELD, service);
        ByteBuffer message = ByteBuffer.allocate(PREFIX_BYTES + length);
        message.put((byte) 0).putInt(length);
        if (service != null) {
            try {
                CodedOutputStream out = CodedOutputStream.newInstance(message);
                out.writeString(FIELD, service);
                out.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return message.array();
    }

    /**
     * Returns the status that a response tells, as a number of {@code ServingStatus}.
     *
     * @param response all bytes of the response
     * @throws InvalidProtocolBufferException where they are not one such message, uncompressed
     */
    static int status(byte[] response) throws InvalidProtocolBufferException {
        ByteBuffer prefix = ByteBuffer.wrap(response);
        if (response.length < PREFIX_BYTES || prefix.get() != 0 || prefix.getInt() != prefix.remaining()) {
            throw new InvalidProtocolBufferException("not one uncompressed message");
        }
        try {
            return status(CodedInputStream.newInstance(response, PREFIX_BYTES, response.length - PREFIX_BYTES));
        } catch (InvalidProtocolBufferException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int status(CodedInputStream message) throws IOException {
        int status = 0;
        for (int tag = message.readTag(); tag != 0; tag = message.readTag()) {
            if (tag == STATUS_TAG) {
                status = message.readEnum();
            } else {
                message.skipField(tag);
            }
        }
        return status;
    }
}
