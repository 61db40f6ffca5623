package io.fairlead.operator.testing;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request as the API server's authorisation sees it.
 *
 * @param verb such as {@code get}, {@code list} or {@code patch}
 * @param group the API group, empty for the core
 * @param resource the resource, with its subresource after a slash; for a request for none: the path
 * @param namespace {@code null}: all namespaces, or none
 * @param name {@code null}: no single object
 */
record ApiRequest(
        String verb,
        String group,
        String resource,
        @Nullable String namespace,
        @Nullable String name) {

    private static final Pattern API = Pattern.compile("/api/v1/(?<core>.+)|/apis/(?<group>[^/]+)/[^/]+/(?<rest>.+)");
    private static final Pattern ONE_NAME = Pattern.compile("metadata\\.name=([^,]+)");
    private static final Map<String, String> VERBS = Map.of(
            "GET", "get", "HEAD", "get", "POST", "create", "PUT", "update", "PATCH", "patch", "DELETE", "delete");

    static ApiRequest of(String method, URI uri) {
        String verb = VERBS.get(method);
        if (verb == null) {
            throw new IllegalArgumentException(method);
        }
        Matcher api = API.matcher(uri.getPath());
        if (!api.matches()) {
            return new ApiRequest(verb, "", uri.getPath(), null, null);
        }
        boolean core = api.group("core") != null;
        String[] parts = (core ? api.group("core") : api.group("rest")).split("/");
        return of(verb, core ? "" : api.group("group"), Arrays.asList(parts), query(uri));
    }

    private static ApiRequest of(String verb, String group, List<String> path, Map<String, String> query) {
        boolean namespaced = path.size() > 2 && path.getFirst().equals("namespaces") && !isOfNamespace(path.get(2));
        String namespace = namespaced ? path.get(1) : null;
        List<String> parts = namespaced ? path.subList(2, path.size()) : path;
        String resource = parts.size() > 2 ? parts.getFirst() + "/" + parts.get(2) : parts.getFirst();
        if (parts.size() > 1) {
            return new ApiRequest(verb, group, resource, namespace, parts.get(1));
        }
        Matcher one = ONE_NAME.matcher(query.getOrDefault("fieldSelector", ""));
        String name = one.matches() ? one.group(1) : null;
        return switch (verb) {
            case "get" -> new ApiRequest(isWatch(query) ? "watch" : "list", group, resource, namespace, name);
            case "delete" -> new ApiRequest("deletecollection", group, resource, namespace, name);
            default -> new ApiRequest(verb, group, resource, namespace, null);
        };
    }

    /** A namespace's own subresources. */
    private static boolean isOfNamespace(String part) {
        return part.equals("status") || part.equals("finalize");
    }

    private static boolean isWatch(Map<String, String> query) {
        return List.of("true", "1").contains(query.getOrDefault("watch", ""));
    }

    private static Map<String, String> query(URI uri) {
        String query = uri.getRawQuery();
        return query == null
                ? Map.of()
                : Arrays.stream(query.split("&"))
                        .map(field -> field.split("=", 2))
                        .collect(Collectors.toMap(
                                field -> field[0],
                                field -> field.length == 1 ? "" : URLDecoder.decode(field[1], StandardCharsets.UTF_8),
                                (first, second) -> first));
    }

    boolean isForResource() {
        return !resource.startsWith("/");
    }
}
