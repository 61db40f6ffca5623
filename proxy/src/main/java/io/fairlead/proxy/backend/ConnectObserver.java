package io.fairlead.proxy.backend;

/** Is told how connections to an endpoint went, probes aside; any thread may call it, and it does not block. */
public interface ConnectObserver {

    /** Takes no notice. */
    ConnectObserver NONE = new ConnectObserver() {
        @Override
        public void connected() {}

        @Override
        public void connectFailed(Throwable cause) {}
    };

    /** A connection was established. */
    void connected();

    /** An attempt to connect failed or timed out, and not for want of anything on this machine. */
    void connectFailed(Throwable cause);
}
