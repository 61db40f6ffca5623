package io.fairlead.operator.testing;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks of each request of a client whether the operator's rights allow it, as the API server does. A cluster in memory cannot apply: there an update
 * stands for the apply, which is a patch.
 */
public final class RightsGuard implements Interceptor {

    private final Rights rights;
    private final Set<ApiRequest> requests = ConcurrentHashMap.newKeySet();

    public RightsGuard(Rights rights) {
        this.rights = rights;
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        String method = request.method().equals("PUT") ? "PATCH" : request.method();
        requests.add(ApiRequest.of(method, request.uri()));
    }

    /** Returns the requests that were not allowed, in no order. */
    public List<String> violations() {
        return requests.stream()
                .filter(request -> !rights.allow(request))
                .map(ApiRequest::toString)
                .toList();
    }

    /** Returns the rights that no request needed and that need not be held to give {@code granted}. */
    public List<String> spared(List<PolicyRule> granted) {
        return rights.spared(requests, granted).stream().map(Right::toString).toList();
    }
}
