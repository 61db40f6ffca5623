package io.fairlead.proxy.testing.rpc;

import io.grpc.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * The begin of an RPC as its server saw it.
 *
 * @param method {@code service/method}
 * @param authority its {@code :authority}
 * @param metadata what came with it
 * @param millisLeft how long until its deadline; {@code null} where it has none
 */
public record RpcRequest(
        String method,
        @Nullable String authority,
        Metadata metadata,
        @Nullable Long millisLeft) {}
