package io.fairlead.proxy.tcp;

/**
 * How a connection ended, in the two letters of HAProxy's log ("Session state at disconnection"): what ended it, and in which
 * phase.
 */
public enum Termination {
    /** Both sides closed in order. */
    NORMAL("--"),
    /** The client gave up while it waited for a place on a server. */
    CLIENT_ABORT_QUEUE("CQ"),
    /** The client gave up while the server was connected to. */
    CLIENT_ABORT_CONNECT("CC"),
    /** The client reset the connection, or could not be written to, during the transfer. */
    CLIENT_ABORT_DATA("CD"),
    /** The client was silent for the client timeout. */
    CLIENT_TIMEOUT_DATA("cD"),
    /** As many connections as may wait for a place on a server did so. */
    SERVER_ABORT_QUEUE("SQ"),
    /** No server had a place within the queue timeout. */
    SERVER_TIMEOUT_QUEUE("sQ"),
    /** No server could be connected to: refused, or none is up. */
    SERVER_ABORT_CONNECT("SC"),
    /** The server did not answer within the connect timeout. */
    SERVER_TIMEOUT_CONNECT("sC"),
    /** The server reset the connection, or could not be written to, during the transfer. */
    SERVER_ABORT_DATA("SD"),
    /** The server was silent for the server timeout. */
    SERVER_TIMEOUT_DATA("sD"),
    /** The connection was older, or idle for longer, than the listener's {@code lifetime} allows. */
    LIFETIME_DATA("PD"),
    /** The server went down while it was connected to, and {@code onMarkedDown} says to end its connections. */
    DOWN_CONNECT("DC"),
    /** The server went down during the transfer, and {@code onMarkedDown} says to end its connections. */
    DOWN_DATA("D-"),
    /** It was being connected to a backup server when another one came up, and {@code onMarkedUp} says to end such connections. */
    UP_CONNECT("UC"),
    /** It was on a backup server when another one came up, and {@code onMarkedUp} says to end such connections. */
    UP_DATA("U-"),
    /** The proxy stopped while the client waited for a place on a server. */
    KILLED_QUEUE("KQ"),
    /** The proxy stopped while the server was connected to. */
    KILLED_CONNECT("KC"),
    /** The proxy stopped during the transfer. */
    KILLED_DATA("KD"),
    /** The machine had no more file descriptors or ports to connect with. */
    RESOURCE_CONNECT("RC"),
    /** The proxy had no memory left for what one side had sent during the transfer. */
    RESOURCE_DATA("RD");

    private final String letters;

    Termination(String letters) {
        this.letters = letters;
    }

    /** Returns the two letters of the log. */
    public String letters() {
        return letters;
    }
}
