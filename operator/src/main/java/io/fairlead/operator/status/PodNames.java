package io.fairlead.operator.status;

import java.util.List;
import java.util.stream.Collectors;

/** The names of pods as a sentence has them. */
final class PodNames {

    private static final int NAMED = 3;

    private PodNames() {}

    /** Returns {@code pod a}, or {@code pods a, b, c and 2 more}. */
    static String of(List<ProxyPod> proxies) {
        String names = proxies.stream().limit(NAMED).map(ProxyPod::name).collect(Collectors.joining(", "));
        String more = proxies.size() > NAMED ? " and " + (proxies.size() - NAMED) + " more" : "";
        return (proxies.size() == 1 ? "pod " : "pods ") + names + more;
    }
}
