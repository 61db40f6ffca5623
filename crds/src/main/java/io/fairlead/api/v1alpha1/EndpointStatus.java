package io.fairlead.api.v1alpha1;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/**
 * What is seen of one endpoint of a backend.
 *
 * @param name the server's name in the spec, where it has one
 * @param address its IP address
 * @param port the port that connections go to
 * @param state whether it gets new connections
 * @param check the last probe's result in HAProxy's words, such as {@code L4OK}; absent before the first probe and where there is none
 * @param message why the probe failed, in the words of the operating system or of the protocol that it speaks
 * @param upOn in a GrpcLoadBalancer's status alone: on how many proxies it is up, whether it drains or not
 * @param seenBy in a GrpcLoadBalancer's status alone: how many proxies tell of it
 * @param since when the state began, in RFC 3339
 */
@Haproxy(Haproxy.NONE)
public record EndpointStatus(
        @Nullable @Size(max = 253) @Haproxy("svname") String name,
        @Required @Size(max = 253) @Haproxy("addr") String address,
        @Required @Min(1) @Max(65535) @Haproxy("addr") int port,
        @Required @Haproxy("status") EndpointState state,
        @Nullable @Haproxy("check_status") CheckResult check,
        @Nullable @Size(max = 1024) @Haproxy("last_chk") String message,
        @Nullable @Min(0) Integer upOn,
        @Nullable @Min(0) Integer seenBy,
        @Nullable @Timestamp @Haproxy("lastchg") String since) {}
