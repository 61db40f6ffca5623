package io.fairlead.operator.dependent;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.operator.config.OperatorConfig;
import io.javaoperatorsdk.operator.api.reconciler.Context;

/** Runs the proxies. A rollout starts a pod before it stops one. */
final class DeploymentDependent extends OwnedDependent<Deployment> {

    private final OperatorConfig config;

    DeploymentDependent(OperatorConfig config, boolean serverSideApply) {
        super(Deployment.class, serverSideApply);
        this.config = config;
    }

    @Override
    protected Deployment desired(GrpcLoadBalancer resource, Context<GrpcLoadBalancer> context) {
        return desired(resource, config);
    }

    static Deployment desired(GrpcLoadBalancer resource, OperatorConfig config) {
        return new DeploymentBuilder()
                .withMetadata(OwnedMetadata.of(resource))
                .withNewSpec()
                .withReplicas(resource.getSpec().proxyOrDefault().replicasOrDefault())
                .withNewSelector()
                .withMatchLabels(OwnedMetadata.selector(resource))
                .endSelector()
                .withNewStrategy()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withMaxUnavailable(new IntOrString(0))
                .withMaxSurge(new IntOrString(1))
                .endRollingUpdate()
                .endStrategy()
                .withTemplate(PodTemplate.of(resource, config.proxyOrDefault()))
                .endSpec()
                .build();
    }
}
