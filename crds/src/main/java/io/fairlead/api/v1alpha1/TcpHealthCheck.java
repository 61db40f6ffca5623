package io.fairlead.api.v1alpha1;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/**
 * What a TCP probe connects to.
 *
 * @param port the port to connect to; omitted: the server's own port
 */
public record TcpHealthCheck(
        @Nullable @Min(1) @Max(65535) @Haproxy("tcp-check connect port")
        Integer port) {}
