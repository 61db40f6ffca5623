package io.fairlead.bench.contestant;

/** What proxies do with what clients send: those of one work all the same. */
public enum Mode {
    /** They relay connections, byte by byte. */
    TCP(""),
    /** They end HTTP/2 on both sides, and relay each call by itself. */
    GRPC(", mode GRPC");

    private final String suffix;

    Mode(String suffix) {
        this.suffix = suffix;
    }

    /** Returns {@code title}, with the mode at its end where it is not the usual one. */
    public String title(String title) {
        return title + suffix;
    }
}
