package io.fairlead.operator.dependent;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.ManagedNames;
import io.fairlead.operator.status.Ownership;
import io.javaoperatorsdk.operator.api.config.informer.InformerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.CRUDKubernetesDependentResource;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependentResourceConfig;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.net.HttpURLConnection;
import java.util.Optional;

/**
 * An object that a load balancer owns. Only one whose controller is the load balancer's uid is ever written to: a creation asks for there to be none,
 * an update names the uid of the object that it is meant for.
 *
 * @param <R> the object's type
 */
abstract class OwnedDependent<R extends HasMetadata> extends CRUDKubernetesDependentResource<R, GrpcLoadBalancer> {

    OwnedDependent(Class<R> type, boolean serverSideApply) {
        super(type);
        configureWith(new KubernetesDependentResourceConfig<>(
                serverSideApply, true, InformerConfiguration.builder(type).build()));
    }

    @Override
    protected abstract R desired(GrpcLoadBalancer resource, Context<GrpcLoadBalancer> context);

    /** Returns the object that has the name of the owned one, whoever owns it; asks the API server where no label leads to it. */
    final Optional<R> find(GrpcLoadBalancer resource, Context<GrpcLoadBalancer> context) {
        return Observations.named(resourceType(), resource, context)
                .or(() -> Optional.ofNullable(context.getClient()
                        .resources(resourceType())
                        .inNamespace(resource.getMetadata().getNamespace())
                        .withName(ManagedNames.owned(resource))
                        .get()));
    }

    @Override
    public final Optional<R> getSecondaryResource(GrpcLoadBalancer resource, Context<GrpcLoadBalancer> context) {
        return Observations.owned(resourceType(), resource, context);
    }

    /** What was taken out of the label's sight is there still: then it is put right. */
    @Override
    public R create(R desired, GrpcLoadBalancer resource, Context<GrpcLoadBalancer> context) {
        try {
            return super.create(desired, resource, context);
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            R actual = find(resource, context)
                    .filter(found -> Ownership.isControlledBy(found, resource))
                    .orElseThrow(() -> e);
            desired.getMetadata().setResourceVersion(null);
            return update(actual, desired, resource, context);
        }
    }

    @Override
    public R update(R actual, R desired, GrpcLoadBalancer resource, Context<GrpcLoadBalancer> context) {
        desired.getMetadata().setUid(actual.getMetadata().getUid());
        return super.update(actual, desired, resource, context);
    }

    /** The desired object says who owns it. */
    @Override
    protected final void addReferenceHandlingMetadata(R desired, GrpcLoadBalancer resource) {}

    @Override
    protected final InformerEventSource<R, GrpcLoadBalancer> createEventSource(
            EventSourceContext<GrpcLoadBalancer> context) {
        InformerEventSource<R, GrpcLoadBalancer> source = Observations.eventSource(resourceType(), context);
        setEventSource(source);
        return source;
    }
}
