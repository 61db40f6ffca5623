package io.fairlead.api.v1alpha1;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * A static server.
 *
 * @param name what logs, metrics and the status call it; unique among the backend's servers
 * @param address an IP address, or a DNS name: each address that it resolves to is a server, and it is resolved again when its TTL ends
 * @param port the port that connections go to
 */
public record Server(
        @Required @Pattern(Patterns.HOST) @Size(min = 1, max = 63) @Haproxy("server NAME")
        String name,

        @Required @Pattern(Patterns.HOST) @Size(min = 1, max = 253) @Haproxy("server NAME ADDRESS:PORT")
        String address,

        @Required @Min(1) @Max(65535) @Haproxy("server NAME ADDRESS:PORT")
        int port) {}
