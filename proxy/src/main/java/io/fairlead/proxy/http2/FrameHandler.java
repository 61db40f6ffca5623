package io.fairlead.proxy.http2;

import io.netty.buffer.ByteBuf;

/**
 * What is told of the frames that a {@link FrameReader} reads. What a frame says of itself was checked before; what it means to its stream was
 * not, for the reader knows of no streams.
 */
public interface FrameHandler {

    /**
     * A piece of a DATA frame; of each frame there is at least one, which may be empty.
     *
     * @param piece lent for the call: to keep it, retain a slice of it
     * @param flowBytes how much of the windows it takes: its own length, and with the first piece the frame's padding
     * @param endStream with the last piece alone
     */
    void data(int stream, ByteBuf piece, int flowBytes, boolean endStream);

    /**
     * A whole header block.
     *
     * @param fields lent for the call: to keep them, copy them
     */
    void headers(int stream, Fields fields, boolean endStream, Decoded decoded);

    void priority(int stream);

    void reset(int stream, long code);

    void settings(Settings settings);

    void settingsAcknowledged();

    void ping(long payload);

    void pingAcknowledged(long payload);

    /**
     * The other side will answer no streams above {@code lastStream}.
     *
     * @param debug what it said why: at most 256 characters, all of them printable ASCII
     */
    void goAway(int lastStream, long code, String debug);

    void windowUpdate(int stream, int increment);

    /** A frame of a type that RFC 9113 does not know, to be ignored. */
    void unknown(int type);

    /** A frame that may not be as it is, and costs its stream alone. */
    void streamFault(int stream, ErrorCode code, Abuse kind, String message);
}
