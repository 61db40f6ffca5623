package io.fairlead.demo.api.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The built-in kinds: those that the demo's parts use, and those that kubectl looks at to describe them. */
final class BuiltInTypes {

    static final List<String> VERBS =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
    private static final List<String> CHANGE = List.of("get", "patch", "update");
    private static final String RBAC = "rbac.authorization.k8s.io";

    private BuiltInTypes() {}

    static List<ResourceType> all() {
        return List.of(
                core("ConfigMap", "configmaps", "cm").build(),
                core("Endpoints", "endpoints", "ep").singular("endpoints").build(),
                core("Event", "events", "ev").build(),
                core("Namespace", "namespaces", "ns")
                        .clusterScoped()
                        .verbs(without("deletecollection"))
                        .subresource("finalize", "", "v1", "Namespace", List.of("update"))
                        .status()
                        .build(),
                core("Node", "nodes", "no").clusterScoped().status().build(),
                core("Pod", "pods", "po")
                        .inAll()
                        .subresource("attach", "", "v1", "PodAttachOptions", List.of("create", "get"))
                        .subresource("binding", "", "v1", "Binding", List.of("create"))
                        .subresource("eviction", "policy", "v1", "Eviction", List.of("create"))
                        .subresource("exec", "", "v1", "PodExecOptions", List.of("create", "get"))
                        .subresource("log", "", "v1", "Pod", List.of("get"))
                        .subresource("portforward", "", "v1", "PodPortForwardOptions", List.of("create", "get"))
                        .status()
                        .build(),
                core("Secret", "secrets").build(),
                core("Service", "services", "svc").inAll().status().build(),
                core("ServiceAccount", "serviceaccounts", "sa")
                        .subresource("token", "authentication.k8s.io", "v1", "TokenRequest", List.of("create"))
                        .build(),
                type("apps", "Deployment", "deployments", "deploy")
                        .inAll()
                        .scale()
                        .status()
                        .build(),
                type("apps", "ReplicaSet", "replicasets", "rs")
                        .inAll()
                        .scale()
                        .status()
                        .build(),
                type("policy", "PodDisruptionBudget", "poddisruptionbudgets", "pdb")
                        .status()
                        .build(),
                type(RBAC, "ClusterRole", "clusterroles").clusterScoped().build(),
                type(RBAC, "ClusterRoleBinding", "clusterrolebindings")
                        .clusterScoped()
                        .build(),
                type(RBAC, "Role", "roles").build(),
                type(RBAC, "RoleBinding", "rolebindings").build(),
                type("apiextensions.k8s.io", "CustomResourceDefinition", "customresourcedefinitions", "crd", "crds")
                        .clusterScoped()
                        .categories("api-extensions")
                        .status()
                        .build(),
                type("coordination.k8s.io", "Lease", "leases").build(),
                type("discovery.k8s.io", "EndpointSlice", "endpointslices").build());
    }

    private static List<String> without(String verb) {
        return VERBS.stream().filter(each -> !each.equals(verb)).toList();
    }

    private static Builder core(String kind, String plural, String... shortNames) {
        return type("", kind, plural, shortNames);
    }

    private static Builder type(String group, String kind, String plural, String... shortNames) {
        return new Builder(group, kind, plural, List.of(shortNames));
    }

    /** A namespaced kind of version v1, unless it is told otherwise. */
    private static final class Builder {

        private final String group;
        private final String kind;
        private final String plural;
        private final List<String> shortNames;
        private final List<Subresource> subresources = new ArrayList<>();
        private String singular;
        private List<String> categories = List.of();
        private List<String> verbs = VERBS;
        private boolean namespaced = true;

        Builder(String group, String kind, String plural, List<String> shortNames) {
            this.group = group;
            this.kind = kind;
            this.plural = plural;
            this.shortNames = shortNames;
            singular = kind.toLowerCase(Locale.ROOT);
        }

        Builder singular(String name) {
            singular = name;
            return this;
        }

        Builder clusterScoped() {
            namespaced = false;
            return this;
        }

        Builder inAll() {
            return categories("all");
        }

        Builder categories(String category) {
            categories = List.of(category);
            return this;
        }

        Builder verbs(List<String> served) {
            verbs = served;
            return this;
        }

        Builder scale() {
            return subresource("scale", "autoscaling", "v1", "Scale", CHANGE);
        }

        Builder status() {
            return subresource("status", group, "v1", kind, CHANGE);
        }

        Builder subresource(String name, String ofGroup, String version, String ofKind, List<String> served) {
            subresources.add(new Subresource(name, ofGroup, version, ofKind, served));
            return this;
        }

        ResourceType build() {
            return new ResourceType(
                    group,
                    "v1",
                    kind,
                    plural,
                    singular,
                    shortNames,
                    categories,
                    namespaced,
                    verbs,
                    List.copyOf(subresources),
                    List.of(),
                    null);
        }
    }
}
