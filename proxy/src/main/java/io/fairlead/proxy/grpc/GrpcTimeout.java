package io.fairlead.proxy.grpc;

import io.fairlead.proxy.http2.Fields;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** The value of {@code grpc-timeout}: at most eight digits and a unit ("gRPC over HTTP2", {@code Timeout}). */
final class GrpcTimeout {

    /** What stands for a text that is none. */
    static final long NONE = -1;

    private static final int MOST_DIGITS = 8;
    private static final long MOST = 99_999_999;

    private GrpcTimeout() {}

    /** Returns the nanoseconds that the field's value says, {@link Long#MAX_VALUE} for what is more, {@link #NONE} where it is malformed. */
    static long nanos(Fields fields, int field) {
        byte[] bytes = fields.bytes();
        int start = fields.valueStart(field);
        int digits = fields.valueLength(field) - 1;
        if (digits < 1 || digits > MOST_DIGITS) {
            return NONE;
        }
        long value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = bytes[start + i] - '0';
            if (digit < 0 || digit > 9) {
                return NONE;
            }
            value = value * 10 + digit;
        }
        return switch (bytes[start + digits]) {
            case 'n' -> value;
            case 'u' -> TimeUnit.MICROSECONDS.toNanos(value);
            case 'm' -> TimeUnit.MILLISECONDS.toNanos(value);
            case 'S' -> TimeUnit.SECONDS.toNanos(value);
            case 'M' -> TimeUnit.MINUTES.toNanos(value);
            case 'H' -> TimeUnit.HOURS.toNanos(value);
            default -> NONE;
        };
    }

    /** Returns the value that says {@code nanos}, in the finest unit that has room for it, rounded down, but not to nothing. */
    static byte[] value(long nanos) {
        long left = Math.max(1, nanos);
        String text;
        if (left <= MOST) {
            text = left + "n";
        } else if (TimeUnit.NANOSECONDS.toMicros(left) <= MOST) {
            text = TimeUnit.NANOSECONDS.toMicros(left) + "u";
        } else if (TimeUnit.NANOSECONDS.toMillis(left) <= MOST) {
            text = TimeUnit.NANOSECONDS.toMillis(left) + "m";
        } else if (TimeUnit.NANOSECONDS.toSeconds(left) <= MOST) {
            text = TimeUnit.NANOSECONDS.toSeconds(left) + "S";
        } else {
            text = TimeUnit.NANOSECONDS.toMinutes(left) + "M";
        }
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
