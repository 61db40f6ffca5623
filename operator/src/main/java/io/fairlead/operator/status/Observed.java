package io.fairlead.operator.status;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.ProxyReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the operator has seen of a load balancer at a moment.
 *
 * @param resource the load balancer, with the status that was written last
 * @param taken the objects that are named as one that the operator would own and are not the load balancer's
 * @param refusal what the API server said of an owned object that it did not take; {@code null} where it took all
 * @param deployment the one that the operator owns for it; {@code null} where there is none
 * @param service the one that the operator owns for it; {@code null} where there is none
 * @param replicaSets those with the load balancer's label
 * @param pods those with the load balancer's label, whoever owns them
 * @param reports those of the load balancer's namespace that may be of its pods, whoever wrote them
 */
public record Observed(
        GrpcLoadBalancer resource,
        TakenNames taken,
        @Nullable String refusal,
        @Nullable Deployment deployment,
        @Nullable Service service,
        List<ReplicaSet> replicaSets,
        List<Pod> pods,
        List<ProxyReport> reports) {

    /** Returns this, with what {@code earlier} saw of the proxies. */
    public Observed withProxiesOf(Observed earlier) {
        return new Observed(
                resource, taken, refusal, deployment, service, earlier.replicaSets, earlier.pods, earlier.reports);
    }
}
