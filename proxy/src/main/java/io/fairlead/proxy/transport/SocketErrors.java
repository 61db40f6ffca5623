package io.fairlead.proxy.transport;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the operating system said of a socket operation that failed. */
public final class SocketErrors {

    /** Netty's native transport says {@code bind(..) failed with error(-98): Address already in use}, and may add the address. */
    private static final Pattern NATIVE = Pattern.compile("failed with error\\(-?\\d+\\): ([^:]+)");

    private SocketErrors() {}

    /** Returns the operating system's words, such as {@code Connection refused}. */
    public static String reason(Throwable cause) {
        String message = cause.getMessage();
        if (message == null) {
            return cause.getClass().getSimpleName();
        }
        Matcher matcher = NATIVE.matcher(message);
        return matcher.find() ? matcher.group(1).strip() : message.replaceFirst(": /?[^ ]*:\\d+$", "");
    }
}
