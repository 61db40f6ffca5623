package io.fairlead.operator;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerStatus;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.net.HttpURLConnection;

/** Writes what is the operator's of a load balancer's status, and keeps the whole for the next time that it is looked at. */
final class StatusWriter {

    private final boolean serverSideApply;

    /** Creates one that applies the status, or, for API servers that cannot apply, replaces it. */
    StatusWriter(boolean serverSideApply) {
        this.serverSideApply = serverSideApply;
    }

    /** A load balancer that is gone, or is another one of the same name by now, is left alone. */
    void write(GrpcLoadBalancer resource, GrpcLoadBalancerStatus status, Context<GrpcLoadBalancer> context) {
        GrpcLoadBalancer written = new GrpcLoadBalancer();
        written.setMetadata(identity(resource));
        written.setStatus(status);
        try {
            GrpcLoadBalancer updated = serverSideApply
                    ? apply(written, context)
                    : context.getClient().resource(written).updateStatus();
            context.eventSourceRetriever()
                    .getControllerEventSource()
                    .handleRecentResourceUpdate(ResourceID.fromResource(resource), updated, resource);
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND && e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
        }
    }

    private static GrpcLoadBalancer apply(GrpcLoadBalancer written, Context<GrpcLoadBalancer> context) {
        return context.getClient()
                .resource(written)
                .subresource("status")
                .patch(new PatchContext.Builder()
                        .withForce(true)
                        .withFieldManager(context.getControllerConfiguration().fieldManager())
                        .withPatchType(PatchType.SERVER_SIDE_APPLY)
                        .build());
    }

    private static ObjectMeta identity(GrpcLoadBalancer resource) {
        return new ObjectMetaBuilder()
                .withName(resource.getMetadata().getName())
                .withNamespace(resource.getMetadata().getNamespace())
                .withUid(resource.getMetadata().getUid())
                .build();
    }
}
