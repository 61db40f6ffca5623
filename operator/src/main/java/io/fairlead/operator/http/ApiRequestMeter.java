package io.fairlead.operator.http;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;

/** Counts what is asked of the API server: by verb and resource as RBAC names them, and by the code of the answer. */
public final class ApiRequestMeter implements Interceptor {

    private final MeterRegistry registry;

    public ApiRequestMeter(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void after(HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        count(request, String.valueOf(response.code()));
    }

    @Override
    public void afterConnectionFailure(HttpRequest request, Throwable failure) {
        count(request, "none");
    }

    private void count(HttpRequest request, String code) {
        ApiRequest asked = ApiRequest.of(request.method(), request.uri());
        Counter.builder("fairlead.operator.api.requests")
                .description(
                        "Requests to the API server, by verb, resource and the code of the answer; none: there was no answer.")
                .tag("verb", asked.verb())
                .tag("resource", asked.resource())
                .tag("code", code)
                .register(registry)
                .increment();
    }

    /**
     * A request in RBAC's words.
     *
     * @param verb such as {@code list}
     * @param resource such as {@code deployments.apps} or {@code grpcloadbalancers.fairlead.io/status}; empty for what is none
     */
    record ApiRequest(String verb, String resource) {

        static ApiRequest of(String method, URI uri) {
            String[] path = uri.getPath().replaceAll("^.*?/(?=apis?/)", "").split("/", -1);
            int group = path[0].equals("apis") ? 1 : 0;
            int at = group + 2;
            if (at < path.length && path[at].equals("namespaces") && at + 2 < path.length) {
                at += 2;
            }
            if (!path[0].startsWith("api") || at >= path.length) {
                return new ApiRequest(verb(method, uri, true), "");
            }
            boolean one = at + 1 < path.length;
            String resource =
                    path[at] + (group == 0 ? "" : "." + path[1]) + (at + 2 < path.length ? "/" + path[at + 2] : "");
            return new ApiRequest(verb(method, uri, one), resource);
        }

        private static String verb(String method, URI uri, boolean one) {
            return switch (method) {
                case "POST" -> "create";
                case "PUT" -> "update";
                case "PATCH" -> "patch";
                case "DELETE" -> one ? "delete" : "deletecollection";
                default -> {
                    String query = uri.getQuery() == null ? "" : uri.getQuery();
                    if (query.contains("watch=true")) {
                        yield "watch";
                    }
                    yield one ? "get" : "list";
                }
            };
        }
    }
}
