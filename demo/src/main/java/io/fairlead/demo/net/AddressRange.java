package io.fairlead.demo.net;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A range of IPv4 addresses. */
public final class AddressRange {

    private static final Pattern FORM =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(?:/([0-9]{1,2}))?");
    private static final int LARGEST_PREFIX = 29;

    private final String text;
    private final long base;
    private final long size;

    private AddressRange(String text, long base, long size) {
        this.text = text;
        this.base = base;
        this.size = size;
    }

    /**
     * Reads one.
     *
     * @param field what the range is for, as the message names it
     * @param range in CIDR notation, such as {@code 198.18.0.0/15}; prefixes of 8-29 bits
     * @throws IllegalArgumentException where it is not
     */
    public static AddressRange parse(String field, String range) {
        Matcher matcher = FORM.matcher(range);
        long address = matcher.matches() ? number(matcher) : -1;
        int prefix = address < 0 || matcher.group(5) == null ? -1 : Integer.parseInt(matcher.group(5));
        if (prefix < 8 || prefix > LARGEST_PREFIX) {
            throw new IllegalArgumentException(
                    field + ": " + range + " (expected: an IPv4 range of 8-29 bits such as 198.18.0.0/15)");
        }
        long size = 1L << (32 - prefix);
        return new AddressRange(range, address / size * size, size);
    }

    /** Returns the number of an address; -1 where it is none. */
    private static long number(Matcher address) {
        long number = 0;
        for (int group = 1; group <= 4; group++) {
            int octet = Integer.parseInt(address.group(group));
            if (octet > 255) {
                return -1;
            }
            number = number << 8 | octet;
        }
        return number;
    }

    /** Returns how many addresses it has, the first and the last, which nobody can have, left out. */
    public long size() {
        return size - 2;
    }

    /** Returns the one at {@code place}, 1 to {@link #size()}. */
    public String address(long place) {
        long address = base + place;
        return (address >> 24 & 255) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255);
    }

    /** Returns whether it is one of the addresses that can be had. */
    public boolean contains(String address) {
        Matcher matcher = FORM.matcher(address);
        long place = matcher.matches() && matcher.group(5) == null ? number(matcher) - base : -1;
        return place >= 1 && place <= size();
    }

    /** Returns it in CIDR notation. */
    @Override
    public String toString() {
        return text;
    }
}
