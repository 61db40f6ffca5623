package io.fairlead.proxy.http2;

/** What a frame's first octets must be, before anything of its payload is read, RFC 9113 sections 4 to 6. */
final class FrameRules {

    /** No more is ever announced as SETTINGS_MAX_FRAME_SIZE. */
    static final int MAX_LENGTH = 16384;

    static final int SETTING_OCTETS = 6;
    private static final int MAX_SETTINGS = 32;
    private static final int GOAWAY_OCTETS = 8;

    private FrameRules() {}

    static void check(FrameHead head) {
        if (head.length() > MAX_LENGTH) {
            throw head.fault(
                    ErrorCode.FRAME_SIZE_ERROR, head.length() + " octets (expected: at most " + MAX_LENGTH + ")");
        }
        switch (head.type()) {
            case FrameType.DATA, FrameType.HEADERS, FrameType.PRIORITY, FrameType.CONTINUATION -> ofStream(head);
            case FrameType.RST_STREAM -> {
                ofStream(head);
                length(head, Integer.BYTES);
            }
            case FrameType.SETTINGS -> {
                ofConnection(head);
                settings(head);
            }
            case FrameType.PUSH_PROMISE -> throw head.fault(ErrorCode.PROTOCOL_ERROR, "push is not allowed");
            case FrameType.PING -> {
                ofConnection(head);
                length(head, Long.BYTES);
            }
            case FrameType.GOAWAY -> {
                ofConnection(head);
                if (head.length() < GOAWAY_OCTETS) {
                    throw head.fault(
                            ErrorCode.FRAME_SIZE_ERROR,
                            head.length() + " octets (expected: at least " + GOAWAY_OCTETS + ")");
                }
            }
            case FrameType.WINDOW_UPDATE -> length(head, Integer.BYTES);
            default -> {}
        }
    }

    private static void ofStream(FrameHead head) {
        if (head.stream() == 0) {
            throw head.fault(ErrorCode.PROTOCOL_ERROR, "it is of no stream");
        }
    }

    private static void ofConnection(FrameHead head) {
        if (head.stream() != 0) {
            throw head.fault(ErrorCode.PROTOCOL_ERROR, "it is not of a stream");
        }
    }

    private static void length(FrameHead head, int octets) {
        if (head.length() != octets) {
            throw head.fault(ErrorCode.FRAME_SIZE_ERROR, head.length() + " octets (expected: " + octets + ")");
        }
    }

    private static void settings(FrameHead head) {
        if (head.has(FrameFlag.ACK)) {
            length(head, 0);
        }
        if (head.length() % SETTING_OCTETS != 0) {
            throw head.fault(
                    ErrorCode.FRAME_SIZE_ERROR,
                    head.length() + " octets (expected: a multiple of " + SETTING_OCTETS + ")");
        }
        if (head.length() > MAX_SETTINGS * SETTING_OCTETS) {
            throw new ConnectionFault(
                    ErrorCode.ENHANCE_YOUR_CALM,
                    Abuse.CONTROL_FRAMES,
                    head + ": " + head.length() / SETTING_OCTETS + " settings (expected: at most " + MAX_SETTINGS
                            + ")");
        }
    }
}
