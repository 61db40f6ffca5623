package io.fairlead.proxy.testing.frames;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A frame that came. Octets are characters, codes are those of RFC 9113, 7. */
public sealed interface Frame {

    /** Returns the stream that it is of; 0 for the connection. */
    int stream();

    /** Whether it is the last one of its side of a stream. */
    default boolean endsStream() {
        return false;
    }

    /**
     * A DATA frame.
     *
     * @param length how many bytes count against windows: padding does too
     */
    record Data(int stream, String content, int length, boolean endsStream) implements Frame {

        @Override
        public String toString() {
            return "DATA " + stream + " of " + length + (endsStream ? ", end" : "");
        }
    }

    /**
     * A header block that came whole.
     *
     * @param frames in how many frames it came
     */
    record Headers(int stream, List<Field> fields, int frames, boolean endsStream) implements Frame {

        /** Returns the value of the first field of that name; {@code null} where there is none. */
        public @Nullable String value(String name) {
            return fields.stream()
                    .filter(field -> field.name().equals(name))
                    .map(Field::value)
                    .findFirst()
                    .orElse(null);
        }

        /** Returns the HTTP status that it must have. */
        public int status() {
            return Integer.parseInt(Objects.requireNonNull(value(":status")));
        }

        /** Returns the gRPC status code; -1 where it has none. */
        public int grpcStatus() {
            String value = value("grpc-status");
            return value == null ? -1 : Integer.parseInt(value);
        }

        /** Whether it is of a final answer. */
        boolean isInformational() {
            String value = value(":status");
            return value != null && value.startsWith("1");
        }
    }

    /** A PRIORITY frame. */
    record Priority(int stream) implements Frame {}

    /** A RST_STREAM frame. */
    record Reset(int stream, long code) implements Frame {}

    /** A SETTINGS frame, by identifier. */
    record Settings(Map<Integer, Long> values, boolean ack) implements Frame {

        @Override
        public int stream() {
            return 0;
        }
    }

    /** A PING frame. */
    record Ping(long content, boolean ack) implements Frame {

        @Override
        public int stream() {
            return 0;
        }
    }

    /** A GOAWAY frame. */
    record GoAway(int lastStream, long code, String debug) implements Frame {

        @Override
        public int stream() {
            return 0;
        }
    }

    /** A WINDOW_UPDATE frame. */
    record WindowUpdate(int stream, int increment) implements Frame {}

    /** Any other frame. */
    record Other(int type, int flags, int stream, String content) implements Frame {}

    /**
     * The end of the connection, after which nothing comes.
     *
     * @param how {@code FIN} or {@code RST}
     */
    record End(String how) implements Frame {

        @Override
        public int stream() {
            return 0;
        }
    }
}
