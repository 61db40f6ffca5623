package io.fairlead.convert;

import io.fairlead.api.v1alpha1.OnError;
import io.fairlead.api.v1alpha1.OnMarkedDown;
import io.fairlead.api.v1alpha1.OnMarkedUp;
import io.fairlead.api.v1alpha1.ProxyProtocolTlv;
import io.fairlead.api.v1alpha1.ProxyProtocolVersion;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An option that HAProxy has for each server, and a load balancer once for all servers of a backend.
 *
 * @param name HAProxy's word
 * @param path where it is in a backend
 * @param ofChecks whether it says nothing of a server that is not checked
 */
record SharedOption<T>(String name, String path, boolean ofChecks, BiConsumer<BackendDraft, T> setter) {

    static final SharedOption<Duration> INTERVAL =
            ofChecks("inter", "healthCheck.interval", (draft, value) -> draft.check.builder.interval(value));
    static final SharedOption<Duration> FAST_INTERVAL = ofChecks(
            "fastinter", "healthCheck.fastInterval", (draft, value) -> draft.check.builder.fastInterval(value));
    static final SharedOption<Duration> DOWN_INTERVAL = ofChecks(
            "downinter", "healthCheck.downInterval", (draft, value) -> draft.check.builder.downInterval(value));
    static final SharedOption<Integer> RISE =
            ofChecks("rise", "healthCheck.rise", (draft, value) -> draft.check.builder.rise(value));
    static final SharedOption<Integer> FALL =
            ofChecks("fall", "healthCheck.fall", (draft, value) -> draft.check.builder.fall(value));
    static final SharedOption<Integer> PORT =
            ofChecks("port", "healthCheck.tcp.port", (draft, value) -> draft.check.serverPort = value);
    static final SharedOption<Boolean> SEND_PROXY_ON_CHECKS = ofChecks(
            "check-send-proxy", "healthCheck.sendProxy", (draft, value) -> draft.check.builder.sendProxy(value));
    static final SharedOption<Boolean> OBSERVE =
            ofChecks("observe", "healthCheck.observe.layer", (draft, value) -> draft.check.observe = value);
    static final SharedOption<Integer> ERROR_LIMIT =
            ofChecks("error-limit", "healthCheck.observe.errorLimit", (draft, value) -> draft.check.errorLimit = value);
    static final SharedOption<OnError> ON_ERROR =
            ofChecks("on-error", "healthCheck.observe.onError", (draft, value) -> draft.check.onError = value);
    static final SharedOption<OnMarkedDown> ON_MARKED_DOWN = ofChecks(
            "on-marked-down", "healthCheck.onMarkedDown", (draft, value) -> draft.check.builder.onMarkedDown(value));
    static final SharedOption<OnMarkedUp> ON_MARKED_UP =
            ofChecks("on-marked-up", "healthCheck.onMarkedUp", (draft, value) -> draft.check.builder.onMarkedUp(value));
    static final SharedOption<Duration> SLOW_START =
            ofAll("slowstart", "balance.slowStart", (draft, value) -> draft.balance.slowStart(value));
    static final SharedOption<Integer> MAX_QUEUE =
            ofAll("maxqueue", "maxQueue", (draft, value) -> draft.backend.maxQueue(value));
    static final SharedOption<String> SOURCE =
            ofAll("source", "sourceAddress", (draft, value) -> draft.backend.sourceAddress(value));
    static final SharedOption<Duration> USER_TIMEOUT =
            ofAll("tcp-ut", "tcp.userTimeout", (draft, value) -> draft.userTimeout = value);
    static final SharedOption<ProxyProtocolVersion> SEND_PROXY =
            ofAll("send-proxy", "proxyProtocol.version", (draft, value) -> draft.sendProxy = value);
    static final SharedOption<List<ProxyProtocolTlv>> TLVS =
            ofAll("proxy-v2-options", "proxyProtocol.tlvs", (draft, value) -> draft.tlvs = value);

    /** All of them. */
    static final List<SharedOption<?>> ALL = List.of(
            INTERVAL,
            FAST_INTERVAL,
            DOWN_INTERVAL,
            RISE,
            FALL,
            PORT,
            SEND_PROXY_ON_CHECKS,
            OBSERVE,
            ERROR_LIMIT,
            ON_ERROR,
            ON_MARKED_DOWN,
            ON_MARKED_UP,
            SLOW_START,
            MAX_QUEUE,
            SOURCE,
            USER_TIMEOUT,
            SEND_PROXY,
            TLVS);

    private static <T> SharedOption<T> ofChecks(String name, String path, BiConsumer<BackendDraft, T> setter) {
        return new SharedOption<>(name, path, true, setter);
    }

    private static <T> SharedOption<T> ofAll(String name, String path, BiConsumer<BackendDraft, T> setter) {
        return new SharedOption<>(name, path, false, setter);
    }

    /** A value of an option, and where it is from. */
    record Value<T>(SharedOption<T> option, T value, Directive origin) {

        void applyTo(BackendDraft draft) {
            option.setter.accept(draft, value);
            draft.origins.put(option.path, origin);
        }

        boolean sameAs(@Nullable Value<?> other) {
            return other != null && value.equals(other.value);
        }
    }
}
