package io.fairlead.demo.api;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** The bearer tokens by which clients are let in. Who has one may do everything: rights are not looked at. */
final class Tokens {

    private static final int BYTES = 32;
    private static final String SCHEME = "Bearer ";

    private record Validity(Instant end, BooleanSupplier bound) {}

    private final SecureRandom random = new SecureRandom();
    private final InstantSource clock;
    private final Map<String, Validity> tokens = new ConcurrentHashMap<>();

    Tokens(InstantSource clock) {
        this.clock = clock;
    }

    /** Returns a new one that does not end. */
    String issue() {
        return issue(Instant.MAX, () -> true);
    }

    /** Returns a new one that ends then, or as soon as {@code bound} does not hold. */
    String issue(Instant end, BooleanSupplier bound) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String token = HexFormat.of().formatHex(bytes);
        tokens.put(token, new Validity(end, bound));
        return token;
    }

    /** Returns whether a request with this {@code Authorization} header, empty where it has none, is let in. */
    boolean admits(String authorization) {
        if (!authorization.startsWith(SCHEME)) {
            return false;
        }
        String token = authorization.substring(SCHEME.length()).strip();
        Validity validity = tokens.get(token);
        if (validity == null) {
            return false;
        }
        boolean valid =
                clock.instant().isBefore(validity.end()) && validity.bound().getAsBoolean();
        if (!valid) {
            tokens.remove(token);
        }
        return valid;
    }
}
