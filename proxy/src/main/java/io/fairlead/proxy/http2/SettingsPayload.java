package io.fairlead.proxy.http2;

/** Reads the payload of a SETTINGS frame, RFC 9113 section 6.5; of a setting that is there more than once the last one counts. */
final class SettingsPayload {

    private static final long MAX_WINDOW = Integer.MAX_VALUE;
    private static final long MIN_FRAME_SIZE = 1 << 14;
    private static final long MAX_FRAME_SIZE = (1 << 24) - 1;

    private SettingsPayload() {}

    static Settings parse(Payload payload) {
        long headerTableSize = Settings.NOT_SET;
        long enablePush = Settings.NOT_SET;
        long maxConcurrentStreams = Settings.NOT_SET;
        long initialWindowSize = Settings.NOT_SET;
        long maxFrameSize = Settings.NOT_SET;
        long maxHeaderListSize = Settings.NOT_SET;
        for (int at = 0; at < payload.end(); at += FrameRules.SETTING_OCTETS) {
            long value = payload.unsignedWord(at + 2);
            switch ((payload.octet(at) << 8) | payload.octet(at + 1)) {
                case SettingId.HEADER_TABLE_SIZE -> headerTableSize = value;
                case SettingId.ENABLE_PUSH ->
                    enablePush = checked("ENABLE_PUSH", value, 0, 1, ErrorCode.PROTOCOL_ERROR);
                case SettingId.MAX_CONCURRENT_STREAMS -> maxConcurrentStreams = value;
                case SettingId.INITIAL_WINDOW_SIZE ->
                    initialWindowSize =
                            checked("INITIAL_WINDOW_SIZE", value, 0, MAX_WINDOW, ErrorCode.FLOW_CONTROL_ERROR);
                case SettingId.MAX_FRAME_SIZE ->
                    maxFrameSize =
                            checked("MAX_FRAME_SIZE", value, MIN_FRAME_SIZE, MAX_FRAME_SIZE, ErrorCode.PROTOCOL_ERROR);
                case SettingId.MAX_HEADER_LIST_SIZE -> maxHeaderListSize = value;
                default -> {}
            }
        }
        return new Settings(
                headerTableSize, enablePush, maxConcurrentStreams, initialWindowSize, maxFrameSize, maxHeaderListSize);
    }

    private static long checked(String name, long value, long min, long max, ErrorCode code) {
        if (value < min || value > max) {
            throw new ConnectionFault(
                    code, Abuse.PROTOCOL, "SETTINGS_" + name + ": " + value + " (expected: " + min + "-" + max + ")");
        }
        return value;
    }
}
