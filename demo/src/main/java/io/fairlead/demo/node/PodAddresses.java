package io.fairlead.demo.node;

import io.fairlead.demo.net.AddressRange;
import java.util.HashSet;
import java.util.Set;

/**
 * The addresses of a node and of its pods: the first of a range is the node's own, the others go round, so that one that was given
 * back is not used again soon.
 */
final class PodAddresses {

    private static final int NODE = 1;

    private final AddressRange range;
    private final Set<String> taken = new HashSet<>();
    private long next = NODE + 1;

    /**
     * @param range IPv4 in CIDR notation, such as {@code 198.18.0.0/15}; prefixes of 8-29 bits
     * @throws IllegalArgumentException where it is not
     */
    PodAddresses(String range) {
        this.range = AddressRange.parse("podRange", range);
    }

    String node() {
        return range.address(NODE);
    }

    /**
     * Returns the next one that is free.
     *
     * @throws IllegalStateException where none is
     */
    synchronized String take() {
        if (taken.size() == range.size() - NODE) {
            throw new IllegalStateException("no address is free for another pod");
        }
        String address = following();
        while (!taken.add(address)) {
            address = following();
        }
        return address;
    }

    private String following() {
        String address = range.address(next);
        next = next == range.size() ? NODE + 1 : next + 1;
        return address;
    }

    synchronized void giveBack(String address) {
        taken.remove(address);
    }
}
