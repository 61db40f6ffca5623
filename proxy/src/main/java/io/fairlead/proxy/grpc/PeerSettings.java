package io.fairlead.proxy.grpc;

import io.fairlead.proxy.http2.HpackEncoder;
import io.fairlead.proxy.http2.Settings;

/**
 * What the other side of a connection has said of itself in SETTINGS and has to be kept to where something is sent; at first it is as RFC 9113, 6.5.2
 * has it.
 */
final class PeerSettings {

    private static final int DEFAULT_WINDOW = 65_535;

    private final HpackEncoder encoder;
    private int initialWindow = DEFAULT_WINDOW;
    private boolean known;

    /**
     * Creates those that hold until the first frame.
     *
     * @param encoder is told how large its table may be
     */
    PeerSettings(HpackEncoder encoder) {
        this.encoder = encoder;
    }

    /** Notes those of a frame; returns by how much the windows of streams that there are change. */
    int change(Settings settings) {
        known = true;
        if (settings.headerTableSize() >= 0) {
            encoder.maxTableSize(settings.headerTableSize());
        }
        int before = initialWindow;
        if (settings.initialWindowSize() >= 0) {
            initialWindow = (int) settings.initialWindowSize();
        }
        return initialWindow - before;
    }

    /** Whether the other side has said anything of itself. */
    boolean areKnown() {
        return known;
    }

    /** Returns how much may be sent at first on a stream. */
    int initialWindow() {
        return initialWindow;
    }
}
