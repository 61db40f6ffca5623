package io.fairlead.operator.testing;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the operator may do, as it is installed. */
public final class Rights {

    /** The namespace that the operator runs in. */
    public static final String OPERATORS_NAMESPACE = "fairlead-system";

    private static final Path DEPLOY = Path.of("../deploy");

    /** What Kubernetes gives to each user that it knows: the roles {@code system:discovery} and {@code system:basic-user}. */
    private static final String ANYONES = """
            rules:
            - nonResourceURLs: [/api, /api/*, /apis, /apis/*, /healthz, /livez, /openapi, /openapi/*, /readyz, /version, /version/]
              verbs: [get]
            - apiGroups: [authorization.k8s.io]
              resources: [selfsubjectaccessreviews, selfsubjectrulesreviews]
              verbs: [create]
            """;

    private final List<Right> own = new ArrayList<>();

    /** What is not asked whether it is needed. */
    private final List<Right> given = new ArrayList<>();

    private Rights() {
        add(given, null, rules(ANYONES));
    }

    /** Returns those of {@code kubectl apply -k deploy}. */
    public static Rights everywhere() {
        return installed(null, "cluster-role.yaml");
    }

    /** Returns those of {@code kubectl apply -k deploy/namespaced} where {@code namespace} is watched. */
    public static Rights in(String namespace) {
        return installed(namespace, "watched/role.yaml");
    }

    /** The Java Operator SDK asks for more rights to the lease than it uses, and does not start without. */
    private static Rights installed(@Nullable String namespace, String file) {
        Rights rights = of(namespace, read(file));
        add(rights.given, OPERATORS_NAMESPACE, rules(read("operator/lease-role.yaml")));
        return rights;
    }

    static Rights of(@Nullable String namespace, String role) {
        Rights rights = new Rights();
        add(rights.own, namespace, rules(role));
        return rights;
    }

    private static void add(List<Right> rights, @Nullable String namespace, Stream<PolicyRule> rules) {
        rules.flatMap(rule -> Right.of(namespace, rule)).forEach(rights::add);
    }

    private static String read(String file) {
        try {
            return Files.readString(DEPLOY.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<PolicyRule> rules(String role) {
        return Serialization.unmarshal(role, ClusterRole.class).getRules().stream();
    }

    boolean allow(ApiRequest request) {
        return Stream.concat(own.stream(), given.stream()).anyMatch(right -> right.allows(request));
    }

    /** Returns the operator's own rights that neither {@code requests} need, nor the giving of {@code granted}, which it must hold to give. */
    Set<Right> spared(Set<ApiRequest> requests, List<PolicyRule> granted) {
        return own.stream()
                .filter(right -> requests.stream().noneMatch(right::allows))
                .filter(right -> granted.stream()
                        .flatMap(rule -> Right.of(right.namespace(), rule))
                        .noneMatch(given -> covers(right, given)))
                .collect(Collectors.toSet());
    }

    /** Returns what of {@code granted} the operator must not give in {@code namespace}, since it does not hold it. */
    public List<String> missingFor(List<PolicyRule> granted, String namespace) {
        return granted.stream()
                .flatMap(rule -> Right.of(namespace, rule))
                .filter(given -> own.stream().noneMatch(right -> covers(right, given)))
                .map(Right::toString)
                .toList();
    }

    private static boolean covers(Right right, Right given) {
        List<String> names = given.names().isEmpty() ? Arrays.asList((String) null) : given.names();
        return names.stream()
                .map(name -> new ApiRequest(given.verb(), given.group(), given.resource(), given.namespace(), name))
                .allMatch(right::allows);
    }
}
