package io.fairlead.operator.testing;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The smallest part of a rule: one verb on one resource, or path.
 *
 * @param namespace where it is given; {@code null}: everywhere
 * @param group the API group, empty for the core
 * @param resource the resource, with its subresource after a slash, or the path, which may end with {@code *}
 * @param names of which objects; empty: of all
 */
record Right(@Nullable String namespace, String group, String resource, String verb, List<String> names) {

    private static final String ALL = "*";

    static Stream<Right> of(@Nullable String namespace, PolicyRule rule) {
        return rule.getVerbs().stream()
                .flatMap(verb -> Stream.concat(
                        rule.getApiGroups().stream()
                                .flatMap(group -> rule.getResources().stream()
                                        .map(resource ->
                                                new Right(namespace, group, resource, verb, rule.getResourceNames()))),
                        rule.getNonResourceURLs().stream().map(path -> new Right(null, "", path, verb, List.of()))));
    }

    boolean allows(ApiRequest request) {
        return is(verb, request.verb())
                && (request.isForResource() ? allowsResource(request) : allowsPath(request.resource()));
    }

    private boolean allowsResource(ApiRequest request) {
        return is(group, request.group())
                && (is(resource, request.resource()) || isSubresource(request.resource()))
                && (namespace == null || namespace.equals(request.namespace()))
                && (names.isEmpty() || names.contains(request.name()));
    }

    /** All resources' subresources of a name, such as {@code *}{@code /scale}. */
    private boolean isSubresource(String requested) {
        return resource.startsWith("*/") && requested.contains("/") && requested.endsWith(resource.substring(1));
    }

    private boolean allowsPath(String path) {
        return resource.endsWith(ALL)
                ? path.startsWith(resource.substring(0, resource.length() - 1))
                : resource.equals(path);
    }

    private static boolean is(String allowed, String requested) {
        return allowed.equals(ALL) || allowed.equals(requested);
    }
}
