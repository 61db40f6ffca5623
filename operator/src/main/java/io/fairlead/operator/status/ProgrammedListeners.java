package io.fairlead.operator.status;

import io.fairlead.api.v1alpha1.Listener;
import io.fairlead.api.v1alpha1.ListenerStatus;
import java.util.List;
import java.util.stream.Stream;

/** The listeners that every ready proxy listens on. */
public final class ProgrammedListeners {

    private ProgrammedListeners() {}

    /**
     * Returns those listeners of the spec on whose port every ready proxy says that it listens for the listener of that name; none where no proxy is
     * ready. How long ago a report was written does not matter here: what a proxy has bound stays bound until it reports otherwise.
     */
    public static List<Listener> of(Observed observed) {
        return of(observed.resource().getSpec().listeners(), ReportTrust.proxies(observed));
    }

    static List<Listener> of(List<Listener> listeners, List<ProxyPod> proxies) {
        List<ProxyPod> ready = proxies.stream().filter(ProxyPod::ready).toList();
        if (ready.isEmpty()) {
            return List.of();
        }
        return listeners.stream()
                .filter(listener -> ready.stream().allMatch(proxy -> listensOn(proxy, listener)))
                .toList();
    }

    static boolean listensOn(ProxyPod proxy, Listener listener) {
        return bound(proxy)
                .anyMatch(
                        bound -> bound.port() == listener.port() && bound.name().equals(listener.name()));
    }

    private static Stream<ListenerStatus> bound(ProxyPod proxy) {
        return proxy.report().stream()
                .flatMap(report -> report.listeners() == null ? Stream.empty() : report.listeners().stream());
    }
}
