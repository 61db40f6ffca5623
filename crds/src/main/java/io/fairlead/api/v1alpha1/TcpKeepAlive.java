package io.fairlead.api.v1alpha1;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's keepalive probes. The kernel counts in whole seconds: what is shorter is rounded up.
 *
 * @param idle how long a connection is silent before the first probe; omitted: as the kernel has it
 * @param interval how long it is from one probe to the next; omitted: as the kernel has it
 * @param count how many unanswered probes end the connection; omitted: as the kernel has it
 */
public record TcpKeepAlive(
        @Nullable @DurationString(max = "32767s") @Haproxy("clitcpka-idle, srvtcpka-idle")
        Duration idle,

        @Nullable @DurationString(max = "32767s") @Haproxy("clitcpka-intvl, srvtcpka-intvl")
        Duration interval,

        @Nullable @Min(1) @Max(127) @Haproxy("clitcpka-cnt, srvtcpka-cnt")
        Integer count) {}
