package io.fairlead.api.v1alpha1;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/**
 * A static server.
 *
 * @param name what logs, metrics and the status call it; unique among the backend's servers
 * @param address an IP address, or a DNS name: each address that it resolves to is a server, and it is resolved again when its TTL ends
 * @param port the port that connections go to
 * @param weight its share among the others, 0 for no new connections; omitted: 1
 * @param backup whether it is used only while no other server is up; omitted: {@code false}
 * @param maxConnections how many connections, in mode GRPC how many RPCs, it gets at a time; omitted: the backend's {@code maxConnectionsPerServer}
 */
public record Server(
        @Required @Pattern(Patterns.HOST) @Size(min = 1, max = 63) @Haproxy("server NAME")
        String name,

        @Required @Pattern(Patterns.HOST) @Size(min = 1, max = 253) @Haproxy("server NAME ADDRESS:PORT")
        String address,

        @Required @Min(1) @Max(65535) @Haproxy("server NAME ADDRESS:PORT")
        int port,

        @Nullable @Min(0) @Max(256) @Haproxy("weight") Integer weight,
        @Nullable @Haproxy("backup") Boolean backup,

        @Nullable @Min(1) @Max(1_000_000) @Haproxy("maxconn")
        Integer maxConnections) {

    private static final int DEFAULT_WEIGHT = 1;

    public int weightOrDefault() {
        return weight == null ? DEFAULT_WEIGHT : weight;
    }

    public boolean backupOrDefault() {
        return backup != null && backup;
    }
}
