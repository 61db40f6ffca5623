package io.fairlead.demo.node;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The addresses of a node and of its pods: the first of a range is the node's own, the others go round, so that one that was given
 * back is not used again soon.
 */
final class PodAddresses {

    private static final Pattern FORM =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/([0-9]{1,2})");
    private static final int LARGEST_PREFIX = 29;

    private final long first;
    private final long count;
    private final Set<Long> taken = new HashSet<>();
    private long next;

    /**
     * @param range IPv4 in CIDR notation, such as {@code 198.18.0.0/15}; prefixes of 8-29 bits
     * @throws IllegalArgumentException where it is not
     */
    PodAddresses(String range) {
        Matcher matcher = FORM.matcher(range);
        if (!matcher.matches()) {
            throw malformed(range);
        }
        long address = 0;
        for (int group = 1; group <= 4; group++) {
            int octet = Integer.parseInt(matcher.group(group));
            if (octet > 255) {
                throw malformed(range);
            }
            address = address << 8 | octet;
        }
        int prefix = Integer.parseInt(matcher.group(5));
        if (prefix < 8 || prefix > LARGEST_PREFIX) {
            throw malformed(range);
        }
        long size = 1L << (32 - prefix);
        first = address / size * size + 2;
        count = size - 3;
    }

    private static IllegalArgumentException malformed(String range) {
        return new IllegalArgumentException(
                "podRange: " + range + " (expected: an IPv4 range of 8-29 bits such as 198.18.0.0/15)");
    }

    String node() {
        return text(first - 1);
    }

    /**
     * Returns the next one that is free.
     *
     * @throws IllegalStateException where none is
     */
    synchronized String take() {
        if (taken.size() == count) {
            throw new IllegalStateException("no address is free for another pod");
        }
        while (!taken.add(first + next)) {
            next = (next + 1) % count;
        }
        long address = first + next;
        next = (next + 1) % count;
        return text(address);
    }

    synchronized void giveBack(String address) {
        taken.removeIf(value -> text(value).equals(address));
    }

    private static String text(long address) {
        return (address >> 24 & 255) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255);
    }
}
