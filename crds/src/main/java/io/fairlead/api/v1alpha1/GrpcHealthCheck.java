package io.fairlead.api.v1alpha1;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/**
 * What a gRPC probe asks: the method {@code Check} of {@code grpc.health.v1.Health}, over HTTP/2 without TLS. A server is healthy where it answers
 * {@code SERVING}.
 *
 * @param port the port to connect to; omitted: the server's own port
 * @param service the service whose health is asked for; omitted: the server's as a whole
 * @param authority the host name that the request is for; omitted: the address and port that the probe connects to
 */
@Haproxy(Haproxy.NONE)
public record GrpcHealthCheck(
        @Nullable @Min(1) @Max(65535) Integer port,

        @Nullable @Pattern(Patterns.GRPC_SERVICE) @Size(max = 255)
        String service,

        @Nullable @Pattern(Patterns.AUTHORITY) @Size(min = 1, max = 255)
        String authority) {}
