package io.fairlead.operator.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerSpec;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerStatus;
import io.fairlead.api.v1alpha1.ManagedNames;
import io.fairlead.api.v1alpha1.ProxyReportStatus;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the verdicts are found on: what was observed, less what is not the load balancer's own or too old to go by. */
final class Facts {

    private final Observed observed;
    private final Instant now;
    private final List<ProxyPod> proxies;

    Facts(Observed observed, Instant now) {
        this.observed = observed;
        this.now = now;
        proxies = ReportTrust.proxies(observed).stream()
                .filter(proxy -> !proxy.leaving())
                .toList();
    }

    Instant now() {
        return now;
    }

    GrpcLoadBalancer resource() {
        return observed.resource();
    }

    GrpcLoadBalancerSpec spec() {
        return resource().getSpec();
    }

    /** Returns the backends that take traffic: those that a listener names. */
    List<Backend> usedBackends() {
        return spec().listeners().stream().map(spec()::backendOf).distinct().toList();
    }

    String namespace() {
        return resource().getMetadata().getNamespace();
    }

    long generation() {
        return resource().getMetadata().getGeneration();
    }

    TakenNames taken() {
        return observed.taken();
    }

    @Nullable
    String refusal() {
        return observed.refusal();
    }

    @Nullable
    Deployment deployment() {
        return Ownership.owned(observed.deployment(), resource());
    }

    @Nullable
    Service service() {
        return Ownership.owned(observed.service(), resource());
    }

    /** Returns the load balancer's own pods that are not being deleted. */
    List<ProxyPod> proxies() {
        return proxies;
    }

    /** Returns those of them that take traffic. */
    List<ProxyPod> readyProxies() {
        return proxies.stream().filter(ProxyPod::ready).toList();
    }

    /** Returns what {@code proxy} says of itself, where that counts and is not too old. */
    Optional<ProxyReportStatus> heard(ProxyPod proxy) {
        return proxy.report().filter(report -> ReportAge.fault(report, now) == null);
    }

    /** Returns what the ready proxies say, in the order of their names. */
    List<ProxyReportStatus> readyReports() {
        return readyProxies().stream().flatMap(proxy -> heard(proxy).stream()).toList();
    }

    /** Returns what those of the ready proxies say that run this generation. */
    List<ProxyReportStatus> currentReports() {
        return readyReports().stream().filter(this::isCurrent).toList();
    }

    boolean isCurrent(ProxyReportStatus report) {
        return Objects.equals(report.observedGeneration(), generation());
    }

    /** Returns the condition that was written last, where it speaks of this generation. */
    Optional<Condition> last(ConditionType type) {
        GrpcLoadBalancerStatus status = resource().getStatus();
        return Optional.ofNullable(status == null ? null : Conditions.find(status.conditions(), type))
                .filter(condition -> Objects.equals(condition.getObservedGeneration(), generation()));
    }

    /** Returns the name that each of its owned objects has. */
    String ownedName() {
        return ManagedNames.owned(resource());
    }

    /** Returns namespace and name of what has that name in the load balancer's namespace. */
    String qualified(String name) {
        return namespace() + "/" + name;
    }
}
