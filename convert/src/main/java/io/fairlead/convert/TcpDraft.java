package io.fairlead.convert;

import io.fairlead.api.v1alpha1.TcpKeepAlive;
import io.fairlead.api.v1alpha1.TcpOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is said of one side's sockets. */
final class TcpDraft {

    /** What the kernel takes. */
    static final Duration MAX_USER_TIMEOUT = Duration.ofHours(596);

    private static final Duration MAX_KEEP_ALIVE = Duration.ofSeconds(32_767);

    private final Origins origins;
    private @Nullable Directive keepAlive;
    private @Nullable Duration idle;
    private @Nullable Duration interval;
    private @Nullable Integer count;
    private @Nullable Duration userTimeout;

    TcpDraft(Origins origins) {
        this.origins = origins;
    }

    /** Takes {@code option clitcpka} or {@code option srvtcpka}; {@code null}: it is off. */
    void keepAlive(@Nullable Directive origin) {
        keepAlive = origin;
    }

    /** Returns the same, to go on with by itself, which remembers in {@code own} where things are from. */
    TcpDraft with(Origins own) {
        TcpDraft copy = new TcpDraft(own);
        copy.keepAlive = keepAlive;
        copy.idle = idle;
        copy.interval = interval;
        copy.count = count;
        copy.userTimeout = userTimeout;
        return copy;
    }

    void idle(Arguments args) throws DirectiveException {
        origins.set(this::idle, args.secondsUpTo(MAX_KEEP_ALIVE), "tcp.keepAlive.idle", args.directive());
    }

    void interval(Arguments args) throws DirectiveException {
        origins.set(this::interval, args.secondsUpTo(MAX_KEEP_ALIVE), "tcp.keepAlive.interval", args.directive());
    }

    void count(Arguments args) throws DirectiveException {
        origins.set(this::count, args.number(1, 127), "tcp.keepAlive.count", args.directive());
    }

    void userTimeout(@Nullable Duration timeout, Directive origin) {
        origins.set(this::userTimeout, timeout, "tcp.userTimeout", origin);
    }

    private void idle(@Nullable Duration value) {
        idle = value;
    }

    private void interval(@Nullable Duration value) {
        interval = value;
    }

    private void count(@Nullable Integer value) {
        count = value;
    }

    private void userTimeout(@Nullable Duration value) {
        userTimeout = value;
    }

    /** Says of what is said of keepalive that it has no effect without {@code option}, where that is not there. */
    void noteUnused(Section section, String option, Findings findings) {
        if (keepAlive == null) {
            String why = "without option " + option;
            findings.noEffect(section, origins, "tcp.keepAlive.idle", option + "-idle", why);
            findings.noEffect(section, origins, "tcp.keepAlive.interval", option + "-intvl", why);
            findings.noEffect(section, origins, "tcp.keepAlive.count", option + "-cnt", why);
        }
    }

    /** Returns the options; {@code null} where nothing is said of them. */
    @Nullable
    TcpOptions build() {
        if (keepAlive == null && userTimeout == null) {
            return null;
        }
        if (keepAlive == null) {
            return new TcpOptions(null, null, userTimeout);
        }
        origins.put("tcp.keepAlive", keepAlive);
        return new TcpOptions(null, new TcpKeepAlive(idle, interval, count), userTimeout);
    }
}
