package io.fairlead.operator.dependent;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.ManagedNames;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.List;

/** What the proxies may do: read their own configuration and what leads to backends, and report. The operator must hold all of it itself. */
final class RoleDependent extends OwnedDependent<Role> {

    private static final String CORE = "";

    RoleDependent(boolean serverSideApply) {
        super(Role.class, serverSideApply);
    }

    @Override
    protected Role desired(GrpcLoadBalancer resource, Context<GrpcLoadBalancer> context) {
        return desired(resource);
    }

    static Role desired(GrpcLoadBalancer resource) {
        return new RoleBuilder()
                .withMetadata(OwnedMetadata.of(resource))
                .withRules(
                        new PolicyRuleBuilder(rule(CORE, List.of("configmaps"), "get", "list", "watch"))
                                .withResourceNames(ManagedNames.owned(resource))
                                .build(),
                        rule(CORE, List.of("services", "endpoints"), "get", "list", "watch"),
                        rule("discovery.k8s.io", List.of("endpointslices"), "get", "list", "watch"),
                        rule("fairlead.io", List.of("proxyreports"), "create", "patch"),
                        rule("fairlead.io", List.of("proxyreports/status"), "patch"))
                .build();
    }

    private static PolicyRule rule(String group, List<String> resources, String... verbs) {
        return new PolicyRuleBuilder()
                .withApiGroups(group)
                .withResources(resources)
                .withVerbs(verbs)
                .build();
    }
}
