package io.fairlead.proxy.http2;

/** A way in which the other side of an HTTP/2 connection went beyond what it may do. */
public enum Abuse {
    /** It said something that HTTP/2 does not know, or at the wrong time. */
    PROTOCOL("protocol"),
    /** It sent more than it had windows for. */
    FLOW_CONTROL("flow-control"),
    /** A header block that cannot be decoded. */
    COMPRESSION("compression"),
    /** Header fields that make no request or answer: missing, doubled, of HTTP/1.1, or of characters that may not be. */
    MALFORMED("malformed"),
    /** Another length of a body than {@code content-length} said. */
    CONTENT_LENGTH("content-length"),
    /** More bytes of header fields than may be. */
    HEADER_LIST("header-list"),
    /** More header fields than may be. */
    HEADER_COUNT("header-count"),
    /** A header block in more pieces, or of more bytes, than any that may be. */
    CONTINUATION("continuation"),
    /** More streams at a time than may be. */
    STREAMS("streams"),
    /** More streams reset, or brought to be reset, than may be in a while. */
    RESETS("resets"),
    /** More PING, SETTINGS, PRIORITY and such frames than may be in a while. */
    CONTROL_FRAMES("control-frames"),
    /** More frames without anything in them than may be in a while. */
    EMPTY_FRAMES("empty-frames"),
    /** More, and smaller, WINDOW_UPDATE frames than what it was sent calls for. */
    WINDOW_UPDATES("window-updates"),
    /** It did not say in time that it speaks HTTP/2, or what an RPC is that it began. */
    SLOW_HEADERS("slow-headers"),
    /** It did not read what it asked for. */
    SLOW_READER("slow-reader");

    private final String label;

    Abuse(String label) {
        this.label = label;
    }

    /** Returns it as metrics call it. */
    public String label() {
        return label;
    }
}
