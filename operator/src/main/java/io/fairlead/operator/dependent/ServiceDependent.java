package io.fairlead.operator.dependent;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.ProxyService;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.dependent.ReconcileResult;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Leads clients to the proxies; there is none until a listener is programmed. Its ports are the operator's alone. */
final class ServiceDependent extends OwnedDependent<Service> {

    private static final int UNPROCESSABLE = 422;

    ServiceDependent(boolean serverSideApply) {
        super(Service.class, serverSideApply);
    }

    static Service desired(GrpcLoadBalancer resource, List<ServicePort> ports) {
        ProxyService service = resource.getSpec().proxyOrDefault().serviceOrDefault();
        boolean external = service.typeOrDefault() != ProxyService.Type.ClusterIP;
        return new ServiceBuilder()
                .withMetadata(OwnedMetadata.of(resource))
                .editMetadata()
                .withAnnotations(service.annotationsOrNone())
                .endMetadata()
                .withNewSpec()
                .withType(service.typeOrDefault().name())
                .withExternalTrafficPolicy(
                        external ? service.externalTrafficPolicyOrDefault().name() : null)
                .withSelector(OwnedMetadata.selector(resource))
                .withPorts(ports)
                .endSpec()
                .build();
    }

    @Override
    protected Service desired(GrpcLoadBalancer resource, Context<GrpcLoadBalancer> context) {
        return desired(resource, ports(context));
    }

    @Override
    public ReconcileResult<Service> reconcile(GrpcLoadBalancer resource, Context<GrpcLoadBalancer> context) {
        return ports(context).isEmpty() ? ReconcileResult.noOperation(null) : super.reconcile(resource, context);
    }

    @Override
    public Result<Service> match(
            Service actual, Service desired, GrpcLoadBalancer resource, Context<GrpcLoadBalancer> context) {
        boolean matched = super.match(actual, desired, resource, context).matched()
                && ServicePorts.same(ports(actual), ports(desired));
        return Result.computed(matched, desired);
    }

    /** Server-side apply knows a port by its number and leaves those of others: they are taken out by a patch of the whole list. */
    @Override
    public Service update(
            Service actual, Service desired, GrpcLoadBalancer resource, Context<GrpcLoadBalancer> context) {
        Service updated;
        try {
            updated = super.update(actual, desired, resource, context);
        } catch (KubernetesClientException e) {
            if (e.getCode() != UNPROCESSABLE || ServicePorts.same(ports(actual), ports(desired))) {
                throw e;
            }
            replacePorts(actual, desired, context);
            updated = super.update(actual, desired, resource, context);
        }
        return ServicePorts.same(ports(updated), ports(desired)) ? updated : replacePorts(updated, desired, context);
    }

    private static Service replacePorts(Service actual, Service desired, Context<GrpcLoadBalancer> context) {
        Map<String, Object> patch = Map.of(
                "metadata", Map.of("uid", actual.getMetadata().getUid()),
                "spec", Map.of("ports", ServicePorts.withNodePorts(ports(desired), ports(actual))));
        return context.getClient()
                .services()
                .inNamespace(actual.getMetadata().getNamespace())
                .withName(actual.getMetadata().getName())
                .patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.JSON_MERGE)
                                .withFieldManager(
                                        context.getControllerConfiguration().fieldManager())
                                .build(),
                        context.getClient().getKubernetesSerialization().asJson(patch));
    }

    private static List<ServicePort> ports(Context<GrpcLoadBalancer> context) {
        return ServicePorts.of(Observations.handed(context));
    }

    private static List<ServicePort> ports(@Nullable Service service) {
        return service == null ? List.of() : service.getSpec().getPorts();
    }
}
