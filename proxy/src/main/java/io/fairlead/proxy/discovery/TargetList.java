package io.fairlead.proxy.discovery;

import io.fabric8.kubernetes.api.model.ObjectReference;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the endpoints of a Service as targets: each address once, in an order that does not depend on the API's. */
final class TargetList {

    private static final String POD = "Pod";

    private static final Comparator<Target> ORDER = Comparator.comparing(Target::name)
            .thenComparing(target -> target.address().getAddress().getHostAddress())
            .thenComparingInt(target -> target.address().getPort());

    private final Map<InetSocketAddress, Target> targets = new HashMap<>();

    /** Adds an endpoint under its pod's name, or its address where it is no pod. What is no IP address is left out. */
    void add(@Nullable String address, int port, @Nullable ObjectReference reference) {
        InetAddress ip = address == null ? null : NetUtil.createInetAddressFromIpAddressString(address);
        if (ip != null) {
            Target target = new Target(name(reference, ip), new InetSocketAddress(ip, port));
            targets.merge(target.address(), target, (known, same) -> ORDER.compare(known, same) <= 0 ? known : same);
        }
    }

    List<Target> sorted() {
        return targets.values().stream().sorted(ORDER).toList();
    }

    private static String name(@Nullable ObjectReference reference, InetAddress address) {
        if (reference == null || !POD.equals(reference.getKind()) || reference.getName() == null) {
            return address.getHostAddress();
        }
        return reference.getName();
    }
}
