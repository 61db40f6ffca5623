package io.fairlead.operator.testing;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what a client writes, in the order that it was asked for, such as {@code POST /api/v1/namespaces/shop/configmaps}. */
public final class WriteLog implements Interceptor {

    private final List<String> writes = new CopyOnWriteArrayList<>();
    private final Map<String, Runnable> reactions = new ConcurrentHashMap<>();

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        if (!request.method().equals("GET")) {
            String write = request.method() + " " + request.uri().getPath();
            writes.add(write);
            Runnable reaction = reactions.remove(write);
            if (reaction != null) {
                reaction.run();
            }
        }
    }

    /** Runs {@code reaction} once, before {@code write} goes out the next time. */
    public void beforeNext(String write, Runnable reaction) {
        reactions.put(write, reaction);
    }

    public List<String> writes() {
        return List.copyOf(writes);
    }

    public void clear() {
        writes.clear();
    }
}
