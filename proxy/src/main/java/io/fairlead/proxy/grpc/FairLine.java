package io.fairlead.proxy.grpc;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** RPCs that wait for a stream: each client's connection has its turn, and within its own who came first. */
final class FairLine {

    private final Map<ClientConnection, Queue<Exchange>> waiting = new LinkedHashMap<>(0);
    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void add(Exchange exchange) {
        waiting.computeIfAbsent(exchange.client(), client -> new ArrayDeque<>()).add(exchange);
        size++;
    }

    /** Takes the next one out; {@code null} where there is none. */
    @Nullable
    Exchange poll() {
        Iterator<Map.Entry<ClientConnection, Queue<Exchange>>> clients =
                waiting.entrySet().iterator();
        if (!clients.hasNext()) {
            return null;
        }
        Map.Entry<ClientConnection, Queue<Exchange>> turn = clients.next();
        ClientConnection client = turn.getKey();
        Queue<Exchange> own = turn.getValue();
        clients.remove();
        Exchange next = own.remove();
        if (!own.isEmpty()) {
            waiting.put(client, own);
        }
        size--;
        return next;
    }

    void remove(Exchange exchange) {
        Queue<Exchange> own = waiting.get(exchange.client());
        if (own != null && own.remove(exchange)) {
            size--;
            if (own.isEmpty()) {
                waiting.remove(exchange.client());
            }
        }
    }
}
