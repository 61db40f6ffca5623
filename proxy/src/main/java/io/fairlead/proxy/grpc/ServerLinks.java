package io.fairlead.proxy.grpc;

import io.fairlead.proxy.backend.BackendPool;
import io.fairlead.proxy.backend.Endpoint;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The connections of one event loop to servers, by server. Used on that loop alone. */
final class ServerLinks {

    private final LoopState loop;
    private final Map<Endpoint, ServerLink> links = new HashMap<>();

    ServerLinks(LoopState loop) {
        this.loop = loop;
    }

    /**
     * Returns those to {@code endpoint}.
     *
     * @param pools the newest snapshot of its backend
     */
    ServerLink to(Endpoint endpoint, Supplier<BackendPool> pools) {
        ServerLink known = links.get(endpoint);
        if (known != null) {
            return known;
        }
        ServerLink made = new ServerLink(loop, endpoint, pools, unused -> links.remove(endpoint, unused));
        links.put(endpoint, made);
        return made;
    }
}
