package io.fairlead.operator.dependent;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.operator.config.OperatorConfig;
import io.fairlead.operator.status.Observed;
import io.fairlead.operator.status.TakenNames;
import io.javaoperatorsdk.operator.OperatorException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.javaoperatorsdk.operator.processing.dependent.workflow.Workflow;
import io.javaoperatorsdk.operator.processing.dependent.workflow.WorkflowBuilder;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The six objects that a load balancer owns. A Role comes before its binding, all that a pod needs before the pods, and the Service before the
 * ConfigMap: a port that a listener loses is gone from the Service before the proxies learn of it.
 */
public final class OwnedObjects {

    private final List<OwnedDependent<?>> dependents;
    private final Workflow<GrpcLoadBalancer> workflow;

    /**
     * Creates what writes them.
     *
     * @param serverSideApply whether objects are applied; else they are created and updated, for API servers that cannot apply
     */
    public OwnedObjects(OperatorConfig config, boolean serverSideApply) {
        ServiceAccountDependent account = new ServiceAccountDependent(serverSideApply);
        RoleDependent role = new RoleDependent(serverSideApply);
        RoleBindingDependent binding = new RoleBindingDependent(serverSideApply);
        ServiceDependent service = new ServiceDependent(serverSideApply);
        ConfigMapDependent configMap = new ConfigMapDependent(serverSideApply);
        DeploymentDependent deployment = new DeploymentDependent(config, serverSideApply);
        dependents = List.of(account, role, binding, service, configMap, deployment);
        workflow = new WorkflowBuilder<GrpcLoadBalancer>()
                .addDependentResource(account)
                .addDependentResource(role)
                .addDependentResourceAndConfigure(binding)
                .dependsOn(role)
                .addDependentResource(service)
                .addDependentResourceAndConfigure(configMap)
                .dependsOn(service)
                .addDependentResourceAndConfigure(deployment)
                .dependsOn(account, binding, configMap)
                .withThrowExceptionFurther(false)
                .build();
    }

    /** Returns the sources of all that a load balancer is seen by. */
    public List<EventSource<?, GrpcLoadBalancer>> eventSources(EventSourceContext<GrpcLoadBalancer> context) {
        List<EventSource<?, GrpcLoadBalancer>> sources = new ArrayList<>(Observations.eventSources(context));
        dependents.forEach(dependent -> dependent.eventSource(context).ifPresent(sources::add));
        return sources;
    }

    /** Returns which objects bear a name that is to be owned and are not the load balancer's. */
    public TakenNames taken(GrpcLoadBalancer resource, Context<GrpcLoadBalancer> context) {
        return TakenNames.of(
                dependents.stream()
                        .flatMap(dependent -> dependent.find(resource, context).stream())
                        .toList(),
                resource);
    }

    /**
     * Makes them what they should be, as far as what was seen of the proxies calls for it. Those that need one that the API server refused are left
     * as they are.
     *
     * @return what the API server refused, in its words; {@code null} where it took all
     * @throws KubernetesClientException where it may go better next time
     */
    public @Nullable String write(Observed observed, Context<GrpcLoadBalancer> context) {
        Observations.hand(observed, context);
        List<Exception> faults = List.copyOf(workflow.reconcile(observed.resource(), context)
                .getErroredDependents()
                .values());
        int attempts = context.getRetryInfo().map(RetryInfo::getAttemptCount).orElse(0);
        for (Exception fault : faults) {
            if (!Refusal.is(fault, attempts)) {
                throw fault instanceof RuntimeException runtime ? runtime : new OperatorException(fault);
            }
        }
        return faults.stream()
                .map(Refusal::of)
                .sorted()
                .reduce((first, second) -> first + "; " + second)
                .orElse(null);
    }
}
