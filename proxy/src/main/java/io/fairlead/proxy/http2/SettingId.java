package io.fairlead.proxy.http2;

/** What settings are called in SETTINGS frames, RFC 9113 section 6.5.2. */
final class SettingId {

    static final int HEADER_TABLE_SIZE = 0x1;
    static final int ENABLE_PUSH = 0x2;
    static final int MAX_CONCURRENT_STREAMS = 0x3;
    static final int INITIAL_WINDOW_SIZE = 0x4;
    static final int MAX_FRAME_SIZE = 0x5;
    static final int MAX_HEADER_LIST_SIZE = 0x6;

    private SettingId() {}
}
