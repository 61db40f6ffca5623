package io.fairlead.proxy.http2;

import io.netty.buffer.ByteBuf;

/** Reads frames that are neither DATA nor parts of header blocks, each when it is whole. */
final class ControlFrames {

    private static final int PRIORITY_OCTETS = 5;
    private static final int DEBUG_START = 8;
    private static final int MAX_DEBUG = 256;

    private final FrameHandler handler;
    private final Payload payload = new Payload();

    ControlFrames(FrameHandler handler) {
        this.handler = handler;
    }

    /** Reads what there is of a frame; returns whether it was all. */
    boolean read(FrameHead head, ByteBuf in) {
        if (!payload.fill(in, head.length())) {
            return false;
        }
        switch (head.type()) {
            case FrameType.PRIORITY -> priority(head);
            case FrameType.RST_STREAM -> handler.reset(head.stream(), payload.unsignedWord(0));
            case FrameType.SETTINGS -> settings(head);
            case FrameType.PING -> ping(head);
            case FrameType.GOAWAY -> goAway(head);
            default -> windowUpdate(head);
        }
        payload.clear();
        return true;
    }

    void release() {
        payload.release();
    }

    private void priority(FrameHead head) {
        int stream = head.stream();
        if (head.length() != PRIORITY_OCTETS) {
            streamFault(
                    head, ErrorCode.FRAME_SIZE_ERROR, head.length() + " octets (expected: " + PRIORITY_OCTETS + ")");
        } else if ((payload.word(0) & Integer.MAX_VALUE) == stream) {
            streamFault(head, ErrorCode.PROTOCOL_ERROR, "it depends on itself");
        } else {
            handler.priority(stream);
        }
    }

    private void settings(FrameHead head) {
        if (head.has(FrameFlag.ACK)) {
            handler.settingsAcknowledged();
        } else {
            handler.settings(SettingsPayload.parse(payload));
        }
    }

    private void ping(FrameHead head) {
        long octets = (payload.unsignedWord(0) << 32) | payload.unsignedWord(4);
        if (head.has(FrameFlag.ACK)) {
            handler.pingAcknowledged(octets);
        } else {
            handler.ping(octets);
        }
    }

    private void goAway(FrameHead head) {
        StringBuilder debug = new StringBuilder();
        for (int at = DEBUG_START; at < Math.min(head.length(), DEBUG_START + MAX_DEBUG); at++) {
            int octet = payload.octet(at);
            debug.append(octet >= ' ' && octet <= '~' ? (char) octet : '?');
        }
        handler.goAway(payload.word(0) & Integer.MAX_VALUE, payload.unsignedWord(4), debug.toString());
    }

    private void windowUpdate(FrameHead head) {
        int increment = payload.word(0) & Integer.MAX_VALUE;
        if (increment != 0) {
            handler.windowUpdate(head.stream(), increment);
        } else if (head.stream() == 0) {
            throw head.fault(ErrorCode.PROTOCOL_ERROR, "an increment of 0");
        } else {
            streamFault(head, ErrorCode.PROTOCOL_ERROR, "an increment of 0");
        }
    }

    private void streamFault(FrameHead head, ErrorCode code, String what) {
        handler.streamFault(head.stream(), code, Abuse.PROTOCOL, head + ": " + what);
    }
}
