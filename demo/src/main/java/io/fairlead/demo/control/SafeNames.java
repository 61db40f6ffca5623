package io.fairlead.demo.control;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** The ends of generated names: consonants and digits, so that no word comes out. */
final class SafeNames {

    private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";
    private static final int SUFFIX = 5;
    private static final int LONGEST_NAME = 63;

    private static final int FNV_OFFSET = 0x811c9dc5;
    private static final int FNV_PRIME = 0x01000193;

    private SafeNames() {}

    /** Returns {@code prefix}, cut where it is too long for a name, with five random characters. */
    static String random(String prefix, RandomGenerator random) {
        return join(
                prefix,
                random.ints(SUFFIX, 0, ALPHABET.length())
                        .mapToObj(index -> String.valueOf(ALPHABET.charAt(index)))
                        .collect(Collectors.joining()));
    }

    /** Returns {@code prefix} with characters that are always the same for {@code seed}. */
    static String stable(String prefix, String seed) {
        return join(prefix, hash(seed));
    }

    private static String join(String prefix, String suffix) {
        int room = LONGEST_NAME - suffix.length();
        return (prefix.length() > room ? prefix.substring(0, room) : prefix) + suffix;
    }

    /** Returns up to ten characters that are always the same for {@code text}: its FNV-1a hash of 32 bits. */
    static String hash(String text) {
        int hash = FNV_OFFSET;
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (octet & 0xff)) * FNV_PRIME;
        }
        return Integer.toUnsignedString(hash)
                .chars()
                .mapToObj(digit -> String.valueOf(ALPHABET.charAt(digit % ALPHABET.length())))
                .collect(Collectors.joining());
    }
}
