package io.fairlead.operator.dependent;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.ManagedNames;
import io.fairlead.api.v1alpha1.ProxyReport;
import io.fairlead.operator.status.Observed;
import io.fairlead.operator.status.Ownership;
import io.fairlead.operator.status.TakenNames;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the informers know of a load balancer. The label {@link ManagedNames#NAME_LABEL} leads from an object to its load balancer, and nothing
 * without that label is kept. Who owns an object is another question: anyone can write a label.
 */
public final class Observations {

    private Observations() {}

    /** Returns the sources of what is watched and not written: Pods, ReplicaSets and ProxyReports. */
    static List<EventSource<?, GrpcLoadBalancer>> eventSources(EventSourceContext<GrpcLoadBalancer> context) {
        return List.of(
                eventSource(Pod.class, context),
                eventSource(ReplicaSet.class, context),
                eventSource(ProxyReport.class, context));
    }

    static <R extends HasMetadata> InformerEventSource<R, GrpcLoadBalancer> eventSource(
            Class<R> type, EventSourceContext<GrpcLoadBalancer> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(type, GrpcLoadBalancer.class)
                        .withName(HasMetadata.getPlural(type))
                        .withLabelSelector(ManagedNames.NAME_LABEL)
                        .withSecondaryToPrimaryMapper(Observations::loadBalancer)
                        .build(),
                context);
    }

    /**
     * Returns all that is known now.
     *
     * @param taken see {@link Observed#taken()}
     * @param refusal see {@link Observed#refusal()}
     */
    public static Observed observe(
            GrpcLoadBalancer resource, Context<GrpcLoadBalancer> context, TakenNames taken, @Nullable String refusal) {
        return new Observed(
                resource,
                taken,
                refusal,
                owned(Deployment.class, resource, context).orElse(null),
                owned(Service.class, resource, context).orElse(null),
                all(ReplicaSet.class, context),
                all(Pod.class, context),
                all(ProxyReport.class, context));
    }

    /** Has {@link #handed} return {@code observed} to all that are asked to write within {@code context}. */
    static void hand(Observed observed, Context<GrpcLoadBalancer> context) {
        context.managedWorkflowAndDependentResourceContext().put(Observed.class, observed);
    }

    static Observed handed(Context<GrpcLoadBalancer> context) {
        return context.managedWorkflowAndDependentResourceContext().getMandatory(Observed.class, Observed.class);
    }

    /** Returns the object of that type that the load balancer owns. */
    static <R extends HasMetadata> Optional<R> owned(
            Class<R> type, GrpcLoadBalancer resource, Context<GrpcLoadBalancer> context) {
        return named(type, resource, context).filter(found -> Ownership.isControlledBy(found, resource));
    }

    /** Returns the labelled object of that type that has the name of the owned one, whoever owns it. */
    static <R extends HasMetadata> Optional<R> named(
            Class<R> type, GrpcLoadBalancer resource, Context<GrpcLoadBalancer> context) {
        String name = ManagedNames.owned(resource);
        return context.getSecondaryResources(type).stream()
                .filter(found -> found.getMetadata().getName().equals(name))
                .findFirst();
    }

    private static <R extends HasMetadata> List<R> all(Class<R> type, Context<GrpcLoadBalancer> context) {
        return context.getSecondaryResources(type).stream()
                .sorted(Comparator.comparing(found -> found.getMetadata().getName()))
                .toList();
    }

    private static Set<ResourceID> loadBalancer(HasMetadata object) {
        String name = object.getMetadata().getLabels().get(ManagedNames.NAME_LABEL);
        return name == null
                ? Set.of()
                : Set.of(new ResourceID(name, object.getMetadata().getNamespace()));
    }
}
