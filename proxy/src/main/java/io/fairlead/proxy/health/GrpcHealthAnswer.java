package io.fairlead.proxy.health;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fairlead.api.v1alpha1.CheckResult;
import io.fairlead.proxy.rpc.GrpcStatusNames;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a server answers to a health check, put together from the frames of its stream. */
final class GrpcHealthAnswer {

    /** A response is 7 bytes; what is much longer is none. */
    private static final int MAX_BYTES = 4096;

    private static final int SERVING = 1;
    private static final List<String> SERVING_STATUSES =
            List.of("UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN");

    private final ByteBuf message = Unpooled.buffer(16);

    /** Takes headers or trailers; returns the result where they settle it. */
    @Nullable
    ProbeResult headers(Http2Headers headers, boolean last) {
        CharSequence status = headers.status();
        if (status != null && !status.toString().equals("200")) {
            boolean informational = status.charAt(0) == '1';
            return informational && !last ? null : failed("HTTP status " + status);
        }
        return last ? ended(headers.get("grpc-status")) : null;
    }

    /** Takes a part of the response; returns the result where that settles it. */
    @Nullable
    ProbeResult data(ByteBuf part, boolean last) {
        if (message.readableBytes() + part.readableBytes() > MAX_BYTES) {
            return invalid("answer too long");
        }
        message.writeBytes(part);
        return last ? ended(null) : null;
    }

    private ProbeResult ended(@Nullable CharSequence grpcStatus) {
        if (grpcStatus == null) {
            return invalid("answer without gRPC status");
        }
        int code;
        try {
            code = Integer.parseUnsignedInt(grpcStatus, 0, grpcStatus.length(), 10);
        } catch (NumberFormatException e) {
            return invalid("answer without a valid gRPC status");
        }
        return code == 0 ? served() : failed("gRPC status " + GrpcStatusNames.of(code));
    }

    private ProbeResult served() {
        try {
            int status = GrpcHealthMessages.status(ByteBufUtil.getBytes(message));
            return status == SERVING ? new ProbeResult(CheckResult.L7OK, null) : failed(named(status));
        } catch (InvalidProtocolBufferException e) {
            return invalid("answer is no HealthCheckResponse");
        }
    }

    private static String named(int status) {
        boolean known = status >= 0 && status < SERVING_STATUSES.size();
        return known ? SERVING_STATUSES.get(status) : String.valueOf(status);
    }

    private static ProbeResult failed(String message) {
        return new ProbeResult(CheckResult.L7STS, message);
    }

    private static ProbeResult invalid(String message) {
        return new ProbeResult(CheckResult.L7RSP, message);
    }
}
