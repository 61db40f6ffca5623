package io.fairlead.convert;

import io.fairlead.api.v1alpha1.HealthCheck;
import io.fairlead.api.v1alpha1.HealthCheckType;
import io.fairlead.api.v1alpha1.Observation;
import io.fairlead.api.v1alpha1.ObservedLayer;
import io.fairlead.api.v1alpha1.OnError;
import io.fairlead.api.v1alpha1.TcpHealthCheck;
import io.fairlead.api.v1alpha1.builder.HealthCheckBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is read of how a backend's servers are probed. */
final class CheckDraft {

    private static final String TCP_CHECK = "option tcp-check";

    final HealthCheckBuilder builder = HealthCheckBuilder.builder();

    /** Of the servers' own lines. */
    @Nullable
    Integer serverPort;

    @Nullable
    Boolean observe;

    @Nullable
    Integer errorLimit;

    @Nullable
    OnError onError;

    private final Section section;
    private final Context context;
    private final Origins origins;
    private @Nullable Directive option;
    private List<Directive> connects = new ArrayList<>();
    private @Nullable Directive timeout;

    CheckDraft(Section section, Context context, Origins origins) {
        this.section = section;
        this.context = context;
        this.origins = origins;
    }

    /** Takes {@code option tcp-check} or another option that says what a probe does: the last counts. */
    void option(Arguments args) {
        option = args.directiveUnlessNegated();
    }

    /** Takes a step of {@code tcp-check}. A section's own steps replace those that it inherits. */
    void step(Arguments args) {
        if (args.what().equals("tcp-check comment")) {
            return;
        }
        Directive step = args.directive();
        boolean own = section.owns(step);
        if (own && connects.stream().noneMatch(section::owns)) {
            connects = new ArrayList<>();
        }
        connects.add(step);
    }

    void timeout(Arguments args) throws DirectiveException {
        origins.set(builder::timeout, args.time(), "healthCheck.timeout", args.directive());
        timeout = args.directive();
    }

    /** Returns how servers are probed, of which one at least is, by {@code check}; what is said of it is from {@code origin}. */
    HealthCheck build(Directive origin, boolean sendsProxy) {
        origins.put("healthCheck.type", option == null ? origin : option);
        builder.type(HealthCheckType.TCP);
        if (serverPort != null) {
            builder.tcp(new TcpHealthCheck(serverPort));
        }
        if (option != null && Keyword.of(option).text().equals(TCP_CHECK)) {
            applySteps(sendsProxy);
        } else if (option != null) {
            context.findings().leftOut(option, option.start(2), "not yet: a probe opens a TCP connection");
        }
        if (timeout != null && builder.timeout() != null) {
            context.findings()
                    .note(
                            timeout,
                            "timeout check",
                            "it is for the whole probe; in HAProxy for what follows the connect");
        }
        if (observe != null) {
            builder.observe(new Observation(ObservedLayer.Layer4, errorLimit, onError));
        } else {
            context.findings()
                    .noEffect(section, origins, SharedOption.ERROR_LIMIT.path(), "error-limit", "without observe");
            context.findings().noEffect(section, origins, SharedOption.ON_ERROR.path(), "on-error", "without observe");
        }
        if (builder.sendProxy() != null && !sendsProxy) {
            builder.sendProxy(null);
            context.findings().leftOut(origin, "check-send-proxy", "not yet: without send-proxy");
        }
        return builder.build();
    }

    private void applySteps(boolean sendsProxy) {
        boolean connected = false;
        for (Directive step : connects) {
            boolean connect = step.text(1).equals("connect");
            if (!connect || connected) {
                context.findings()
                        .leftOut(
                                step,
                                step.start(2),
                                connect
                                        ? "not yet: one connection a probe"
                                        : "not yet: a probe opens a TCP connection");
                continue;
            }
            connected = true;
            try {
                connect(new Arguments(step, 2), sendsProxy);
            } catch (DirectiveException e) {
                context.findings().add(e.finding());
            }
        }
    }

    /** A connect says by itself whether it sends a PROXY header, unless it is {@code default}. */
    private void connect(Arguments args, boolean sendsProxy) throws DirectiveException {
        boolean usual = false;
        boolean sendProxy = false;
        for (Word word = args.poll(); word != null; word = args.poll()) {
            switch (word.text()) {
                case "port" -> {
                    builder.tcp(new TcpHealthCheck(
                            args.named("tcp-check connect port").number(1, 65_535)));
                    origins.put("healthCheck.tcp.port", args.directive());
                }
                case "default" -> usual = true;
                case "send-proxy" -> sendProxy = true;
                case "linger" ->
                    context.findings().note(args.directive(), "tcp-check connect linger", "a probe ends by a close");
                case "comment" -> args.next("a comment");
                case "addr", "sni", "alpn", "proto" ->
                    context.findings()
                            .leftOut(
                                    args.directive(),
                                    "tcp-check connect " + word.text() + " "
                                            + args.next("a value").text(),
                                    "not yet");
                case "ssl", "via-socks4" ->
                    context.findings()
                            .leftOut(
                                    args.directive(),
                                    "tcp-check connect " + word.text(),
                                    "not yet: a probe opens a TCP connection");
                default ->
                    throw DirectiveException.fault(
                            word, "tcp-check connect", "port, send-proxy, default, linger or comment");
            }
        }
        if (sendsProxy && !usual) {
            builder.sendProxy(sendProxy);
            origins.put("healthCheck.sendProxy", args.directive());
        }
    }

    /** No server is probed: says so of what would say how. */
    void noteUnused() {
        for (Directive step : connects) {
            context.findings().note(step, step.start(2), "no server has check");
        }
        if (option != null) {
            context.findings().note(option, option.start(2), "no server has check");
        }
    }
}
