package io.fairlead.proxy.transport;

import io.netty.channel.ChannelException;
import io.netty.channel.ConnectTimeoutException;
import java.net.BindException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the operating system said of a socket operation that failed. */
public final class SocketErrors {

    /** Netty's native transport says {@code bind(..) failed with error(-98): Address already in use}, and may add the address. */
    private static final Pattern NATIVE = Pattern.compile("failed with error\\(-?\\d+\\): ([^:]+)");

    /**
     * EADDRNOTAVAIL, for which Netty's native transport has no exception of its own. A connect says so where no port is left, a bind where
     * the address is none of this machine.
     */
    private static final String NOT_AVAILABLE = "Cannot assign requested address";

    private SocketErrors() {}

    /** Returns the operating system's words, such as {@code Connection refused}; for a connect that timed out there are none, and it says so. */
    public static String reason(Throwable cause) {
        if (cause instanceof ConnectTimeoutException) {
            return "connect timed out";
        }
        String message = cause.getMessage();
        if (message == null) {
            return cause.getClass().getSimpleName();
        }
        Matcher matcher = NATIVE.matcher(message);
        return matcher.find() ? matcher.group(1).strip() : message.replaceFirst(": /?[^ ]*:\\d+$", "");
    }

    /** Whether it is this machine that has no more file descriptors or ports, so that nothing is known of the peer. */
    public static boolean isLocalShortage(Throwable cause) {
        return cause instanceof ChannelException
                || cause instanceof BindException
                || reason(cause).equals(NOT_AVAILABLE);
    }

    /** Whether a bind failed since the address is none of this machine. */
    static boolean isUnknownAddress(Throwable bindFailure) {
        return reason(bindFailure).equals(NOT_AVAILABLE);
    }
}
