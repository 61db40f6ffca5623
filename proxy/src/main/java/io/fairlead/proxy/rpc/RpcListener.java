package io.fairlead.proxy.rpc;

/** Is told of each RPC that ends, on its event loop: it must neither block nor throw. */
@FunctionalInterface
public interface RpcListener {

    /** Is called once an RPC. */
    void ended(RpcRecord rpc);
}
