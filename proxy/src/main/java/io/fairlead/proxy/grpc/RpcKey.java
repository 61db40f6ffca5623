package io.fairlead.proxy.grpc;

import io.fairlead.api.v1alpha1.HashKey;
import io.fairlead.proxy.backend.BackendPool;
import io.fairlead.proxy.backend.Keyed;
import io.fairlead.proxy.http2.Fields;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a hash picks a server for an RPC by, as the backend's {@code balance.hash.key} says. Any thread may ask it. */
final class RpcKey implements Keyed {

    private final RequestHead head;
    private final InetAddress client;
    private final Supplier<BackendPool> pools;

    RpcKey(RequestHead head, InetAddress client, Supplier<BackendPool> pools) {
        this.head = head;
        this.client = client;
        this.pools = pools;
    }

    @Override
    public byte[] hashKey() {
        HashKey key = pools.get().config().balanceOrDefault().hashOrDefault().key();
        int field = key == null ? RequestHead.NONE : field(key);
        if (field < 0) {
            return client.getAddress();
        }
        Fields fields = head.fields();
        int start = fields.valueStart(field);
        return Arrays.copyOfRange(fields.bytes(), start, start + fields.valueLength(field));
    }

    private int field(HashKey key) {
        return switch (key.type()) {
            case Source -> RequestHead.NONE;
            case Authority -> head.authorityField();
            case Path -> head.pathField();
            case Metadata -> metadataField(key.metadata());
        };
    }

    private int metadataField(@Nullable String name) {
        return name == null ? RequestHead.NONE : head.fields().find(name.getBytes(StandardCharsets.US_ASCII));
    }
}
