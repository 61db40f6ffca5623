package io.fairlead.operator.testing;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what a client writes, in the order that it was asked for, such as {@code POST /api/v1/namespaces/shop/configmaps}. */
public final class WriteLog implements Interceptor {

    private final List<String> writes = new CopyOnWriteArrayList<>();

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        if (!request.method().equals("GET")) {
            writes.add(request.method() + " " + request.uri().getPath());
        }
    }

    public List<String> writes() {
        return List.copyOf(writes);
    }

    public void clear() {
        writes.clear();
    }
}
