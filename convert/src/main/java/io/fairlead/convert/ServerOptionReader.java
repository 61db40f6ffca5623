package io.fairlead.convert;

import io.fairlead.api.v1alpha1.OnError;
import io.fairlead.api.v1alpha1.OnMarkedDown;
import io.fairlead.api.v1alpha1.OnMarkedUp;
import io.fairlead.api.v1alpha1.ProxyProtocolTlv;
import io.fairlead.api.v1alpha1.ProxyProtocolVersion;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the options of {@code server}, {@code server-template} and {@code default-server}. */
final class ServerOptionReader {

    private static final Map<String, OnError> ON_ERROR = Map.of(
            "fastinter", OnError.FastInterval,
            "fail-check", OnError.FailCheck,
            "sudden-death", OnError.SuddenDeath,
            "mark-down", OnError.MarkDown);
    private static final Map<String, ProxyProtocolTlv> TLVS =
            Map.of("unique-id", ProxyProtocolTlv.UniqueId, "authority", ProxyProtocolTlv.Authority);

    private final ServerOptions options;
    private final Directive origin;
    private final Findings findings;

    private ServerOptionReader(ServerOptions options, Arguments args, Findings findings) {
        this.options = options;
        this.findings = findings;
        origin = args.directive();
    }

    /** Reads what is left of {@code args} into {@code options}. */
    static void read(ServerOptions options, Arguments args, Findings findings) throws DirectiveException {
        ServerOptionReader reader = new ServerOptionReader(options, args, findings);
        for (Word option = args.poll(); option != null; option = args.poll()) {
            try {
                reader.read(option, args);
            } catch (DirectiveException e) {
                findings.goOnAfter(e);
            }
        }
    }

    private void read(Word option, Arguments args) throws DirectiveException {
        Arguments value = args.named(args.what() + " " + option.text());
        if (!readOwn(option.text(), value) && !readShared(option.text(), value)) {
            Unconverted.SERVER.leaveOut(option, args, findings);
        }
    }

    /** What a load balancer has for each server. */
    private boolean readOwn(String option, Arguments value) throws DirectiveException {
        switch (option) {
            case "check" -> options.checked = true;
            case "no-check" -> options.checked = false;
            case "backup" -> options.backup = true;
            case "no-backup" -> options.backup = false;
            case "disabled" -> options.disabled = true;
            case "enabled" -> options.disabled = false;
            case "weight" -> {
                options.weight = value.number(0, 256);
                options.origins.put("weight", origin);
            }
            case "maxconn" -> {
                options.maxConnections = value.limitUpTo(1_000_000);
                options.origins.put("maxConnections", origin);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean readShared(String option, Arguments value) throws DirectiveException {
        switch (option) {
            case "inter" -> set(SharedOption.INTERVAL, value.time());
            case "fastinter" -> set(SharedOption.FAST_INTERVAL, value.time());
            case "downinter" -> set(SharedOption.DOWN_INTERVAL, value.time());
            case "rise" -> set(SharedOption.RISE, value.numberUpTo(1, 1000));
            case "fall" -> set(SharedOption.FALL, value.numberUpTo(1, 1000));
            case "port" -> set(SharedOption.PORT, value.number(1, 65_535));
            case "check-send-proxy" -> set(SharedOption.SEND_PROXY_ON_CHECKS, true);
            case "observe" -> observe(value);
            case "error-limit" -> set(SharedOption.ERROR_LIMIT, value.numberUpTo(1, 100_000));
            case "on-error" -> set(SharedOption.ON_ERROR, value.choice(ON_ERROR));
            case "on-marked-down" ->
                set(
                        SharedOption.ON_MARKED_DOWN,
                        value.choice(Map.of("shutdown-sessions", OnMarkedDown.ShutdownSessions)));
            case "on-marked-up" ->
                set(
                        SharedOption.ON_MARKED_UP,
                        value.choice(Map.of("shutdown-backup-sessions", OnMarkedUp.ShutdownBackupSessions)));
            case "slowstart" -> set(SharedOption.SLOW_START, value.time());
            case "maxqueue" -> set(SharedOption.MAX_QUEUE, value.limitUpTo(1_000_000));
            case "source" -> set(SharedOption.SOURCE, sourceAddress(value, findings));
            case "tcp-ut" -> set(SharedOption.USER_TIMEOUT, value.timeUpTo(TcpDraft.MAX_USER_TIMEOUT));
            case "send-proxy" -> set(SharedOption.SEND_PROXY, ProxyProtocolVersion.V1);
            case "send-proxy-v2" -> set(SharedOption.SEND_PROXY, ProxyProtocolVersion.V2);
            case "no-send-proxy", "no-send-proxy-v2" -> set(SharedOption.SEND_PROXY, null);
            case "proxy-v2-options" -> proxyOptions(value);
            default -> {
                return false;
            }
        }
        return true;
    }

    private <T> void set(SharedOption<T> option, @Nullable T value) {
        options.set(option, value, origin);
    }

    private void observe(Arguments value) throws DirectiveException {
        String layer = value.next("layer4").text();
        if (layer.equals("layer4")) {
            set(SharedOption.OBSERVE, true);
        } else {
            findings.leftOut(origin, value.what() + " " + layer, "not yet: layer4 alone");
        }
    }

    private void proxyOptions(Arguments value) throws DirectiveException {
        List<ProxyProtocolTlv> tlvs = new ArrayList<>();
        for (String option : value.next("options such as unique-id").text().split(",", -1)) {
            ProxyProtocolTlv tlv = TLVS.get(option);
            if (tlv == null) {
                findings.leftOut(origin, value.what() + " " + option, "not yet");
            } else if (!tlvs.contains(tlv)) {
                tlvs.add(tlv);
            }
        }
        set(SharedOption.TLVS, tlvs.isEmpty() ? null : tlvs);
        if (options.get(SharedOption.SEND_PROXY) == null && !tlvs.isEmpty()) {
            set(SharedOption.SEND_PROXY, ProxyProtocolVersion.V2);
        }
    }

    /** Takes the address of {@code source}, and what may follow it; {@code null} where it is all addresses. */
    static @Nullable String sourceAddress(Arguments value, Findings findings) throws DirectiveException {
        Word word = value.next("an IP address");
        String text = word.text();
        InetAddress whole = Networks.address(text);
        int colon = text.lastIndexOf(':');
        String host =
                whole != null || colon < 0 ? text : text.substring(0, colon).replaceAll("^\\[|]$", "");
        String port = whole != null || colon < 0 ? "0" : text.substring(colon + 1);
        if (!port.equals("0")) {
            findings.leftOut(value.directive(), value.what() + " " + text, "not yet: the address alone");
        }
        for (String more : List.of("usesrc", "interface")) {
            if (value.accept(more)) {
                findings.leftOut(
                        value.directive(),
                        value.what() + " " + more + " " + value.next("a value").text(),
                        "not yet");
            }
        }
        InetAddress address = Networks.address(host);
        if (address == null && !host.equals("*")) {
            throw DirectiveException.fault(word, value.what(), "an IP address");
        }
        return address == null || address.isAnyLocalAddress() ? null : host;
    }
}
