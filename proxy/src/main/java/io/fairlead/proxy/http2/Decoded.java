package io.fairlead.proxy.http2;

/** How much of a header block was kept. */
public enum Decoded {
    /** All fields. */
    WHOLE,
    /** The fields before the first that made the list larger than it may be. */
    LIST_TOO_LARGE,
    /** As many fields as may be; there were more. */
    TOO_MANY
}
