package io.fairlead.proxy.tcp;

/** What befell a server, for which connections to it, or to others, are closed. */
public enum ServerMark {
    /** It went down, and its connections are closed. */
    DOWN(Termination.DOWN_CONNECT, Termination.DOWN_DATA),
    /** It came up, and the connections of backup servers are closed. */
    UP(Termination.UP_CONNECT, Termination.UP_DATA);

    private final Termination whileConnecting;
    private final Termination whileRelaying;

    ServerMark(Termination whileConnecting, Termination whileRelaying) {
        this.whileConnecting = whileConnecting;
        this.whileRelaying = whileRelaying;
    }

    /** Returns how a session ends for it. */
    public Termination termination(boolean connected) {
        return connected ? whileRelaying : whileConnecting;
    }
}
