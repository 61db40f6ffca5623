package io.fairlead.proxy.proxyprotocol;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Identifiers of connections, which no other process gives: 64 bits that are random in each process, and a counter. They are unique, not
 * secret: one tells the others.
 */
final class UniqueIds {

    private static final HexFormat HEX = HexFormat.of();
    private static final String PROCESS = HEX.toHexDigits(new SecureRandom().nextLong());
    private static final AtomicLong NEXT = new AtomicLong();

    private UniqueIds() {}

    /** Returns a new one, of 32 hexadecimal digits. */
    static String next() {
        return PROCESS + HEX.toHexDigits(NEXT.getAndIncrement());
    }
}
