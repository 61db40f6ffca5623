package io.fairlead.proxy.net;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * A set of networks. Two networks are either apart or one lies in the other: without those that lie in others they are sorted
 * ranges, and an address is looked for among {@code n} of them in {@code log n} steps.
 */
public final class Networks {

    private static final Comparator<Network> WIDEST_FIRST =
            Comparator.comparing(Network::first).thenComparingInt(Network::length);

    /** Without any network. */
    public static final Networks NONE = new Networks(List.of());

    private final Network[] ipv4;
    private final Network[] ipv6;

    private Networks(Collection<Network> networks) {
        ipv4 = apart(networks, Network::isIpv4);
        ipv6 = apart(networks, network -> !network.isIpv4());
    }

    public static Networks of(Collection<Network> networks) {
        return new Networks(networks);
    }

    /**
     * Reads each as {@link Network#parse} does.
     *
     * @throws IllegalArgumentException with a message for the user, where one is no network
     */
    public static Networks parse(Collection<String> texts) {
        return new Networks(texts.stream().map(Network::parse).toList());
    }

    public boolean contains(InetAddress address) {
        IpBits bits = IpBits.of(address);
        Network[] networks = bits.isIpv4() ? ipv4 : ipv6;
        int low = 0;
        int high = networks.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (networks[middle].first().compareTo(bits) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low > 0 && networks[low - 1].contains(bits);
    }

    public boolean isEmpty() {
        return ipv4.length == 0 && ipv6.length == 0;
    }

    private static Network[] apart(Collection<Network> networks, Predicate<Network> family) {
        List<Network> apart = new ArrayList<>();
        networks.stream().filter(family).sorted(WIDEST_FIRST).forEach(network -> {
            if (apart.isEmpty() || !apart.getLast().contains(network)) {
                apart.add(network);
            }
        });
        return apart.toArray(Network[]::new);
    }
}
