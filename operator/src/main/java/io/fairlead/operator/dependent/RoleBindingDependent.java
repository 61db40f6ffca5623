package io.fairlead.operator.dependent;

import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.ManagedNames;
import io.javaoperatorsdk.operator.api.reconciler.Context;

/** Gives the proxies' account their role. */
final class RoleBindingDependent extends OwnedDependent<RoleBinding> {

    RoleBindingDependent(boolean serverSideApply) {
        super(RoleBinding.class, serverSideApply);
    }

    @Override
    protected RoleBinding desired(GrpcLoadBalancer resource, Context<GrpcLoadBalancer> context) {
        return desired(resource);
    }

    static RoleBinding desired(GrpcLoadBalancer resource) {
        String name = ManagedNames.owned(resource);
        return new RoleBindingBuilder()
                .withMetadata(OwnedMetadata.of(resource))
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", name)
                .addNewSubject()
                .withKind("ServiceAccount")
                .withName(name)
                .withNamespace(resource.getMetadata().getNamespace())
                .endSubject()
                .build();
    }
}
