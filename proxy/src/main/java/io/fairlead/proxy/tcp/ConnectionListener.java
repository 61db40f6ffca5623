package io.fairlead.proxy.tcp;

/** Is told of each connection that ends, on the connection's event loop: it must neither block nor throw. */
@FunctionalInterface
public interface ConnectionListener {

    /** Is called once a connection, when both sides are closed. */
    void closed(ConnectionRecord connection);
}
