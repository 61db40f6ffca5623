package io.fairlead.operator.dependent;

import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.javaoperatorsdk.operator.api.reconciler.Context;

/** The account that the proxies run as. Pods that merely name it get no token of it. */
final class ServiceAccountDependent extends OwnedDependent<ServiceAccount> {

    ServiceAccountDependent(boolean serverSideApply) {
        super(ServiceAccount.class, serverSideApply);
    }

    @Override
    protected ServiceAccount desired(GrpcLoadBalancer resource, Context<GrpcLoadBalancer> context) {
        return desired(resource);
    }

    static ServiceAccount desired(GrpcLoadBalancer resource) {
        return new ServiceAccountBuilder()
                .withMetadata(OwnedMetadata.of(resource))
                .withAutomountServiceAccountToken(false)
                .build();
    }
}
