package io.fairlead.proxy.http2;

/** The settings in one SETTINGS frame, {@link #NOT_SET} for those that are not in it. */
public record Settings(
        long headerTableSize,
        long enablePush,
        long maxConcurrentStreams,
        long initialWindowSize,
        long maxFrameSize,
        long maxHeaderListSize) {

    /** Stands for a setting that a frame does not have. */
    public static final long NOT_SET = -1;

    /** The settings of an empty frame. */
    public static final Settings NONE = new Settings(NOT_SET, NOT_SET, NOT_SET, NOT_SET, NOT_SET, NOT_SET);

    /** Returns these with another SETTINGS_HEADER_TABLE_SIZE. */
    public Settings withHeaderTableSize(long octets) {
        return new Settings(
                octets, enablePush, maxConcurrentStreams, initialWindowSize, maxFrameSize, maxHeaderListSize);
    }

    /** Returns these with another SETTINGS_ENABLE_PUSH. */
    public Settings withEnablePush(long zeroOrOne) {
        return new Settings(
                headerTableSize, zeroOrOne, maxConcurrentStreams, initialWindowSize, maxFrameSize, maxHeaderListSize);
    }

    /** Returns these with another SETTINGS_MAX_CONCURRENT_STREAMS. */
    public Settings withMaxConcurrentStreams(long streams) {
        return new Settings(headerTableSize, enablePush, streams, initialWindowSize, maxFrameSize, maxHeaderListSize);
    }

    /** Returns these with another SETTINGS_INITIAL_WINDOW_SIZE. */
    public Settings withInitialWindowSize(long octets) {
        return new Settings(headerTableSize, enablePush, maxConcurrentStreams, octets, maxFrameSize, maxHeaderListSize);
    }

    /** Returns these with another SETTINGS_MAX_FRAME_SIZE. */
    public Settings withMaxFrameSize(long octets) {
        return new Settings(
                headerTableSize, enablePush, maxConcurrentStreams, initialWindowSize, octets, maxHeaderListSize);
    }

    /** Returns these with another SETTINGS_MAX_HEADER_LIST_SIZE. */
    public Settings withMaxHeaderListSize(long octets) {
        return new Settings(headerTableSize, enablePush, maxConcurrentStreams, initialWindowSize, maxFrameSize, octets);
    }
}
