package io.fairlead.operator.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerStatus;
import io.fairlead.api.v1alpha1.ListenerStatus;
import io.fairlead.api.v1alpha1.ProxyReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What there is to be observed, to be changed by a test. */
final class Scene {

    private static final KubernetesSerialization OBJECTS = new KubernetesSerialization();

    final GrpcLoadBalancer resource;
    final List<String> conflicts;
    final List<String> leftovers;
    final List<ReplicaSet> replicaSets;
    final List<Pod> pods;
    final List<ProxyReport> reports;

    @Nullable
    String refusal;

    @Nullable
    Deployment deployment;

    @Nullable
    Service service;

    Instant now;

    private Scene(StatusCase given) {
        Observed observed = given.observed();
        resource = observed.resource();
        conflicts = new ArrayList<>(observed.taken().conflicts());
        leftovers = new ArrayList<>(observed.taken().leftovers());
        refusal = observed.refusal();
        deployment = observed.deployment();
        service = observed.service();
        replicaSets = new ArrayList<>(observed.replicaSets());
        pods = new ArrayList<>(observed.pods());
        reports = new ArrayList<>(observed.reports());
        now = given.now();
    }

    /** Returns the golden case of that name, to begin with. */
    static Scene of(String golden) {
        return new Scene(StatusCase.read(golden));
    }

    /** Returns the load balancer shop/echo with the proxies echo-lb-1-a and echo-lb-1-b, all of it well and told so. */
    static Scene allWell() {
        return of("unchanged");
    }

    Observed observed() {
        return new Observed(
                resource,
                new TakenNames(conflicts, leftovers),
                refusal,
                deployment,
                service,
                replicaSets,
                pods,
                reports);
    }

    GrpcLoadBalancerStatus status() {
        return StatusSummary.of(observed(), now);
    }

    /** Has {@code status} be the one that was written last, read back from the API. */
    Scene written(GrpcLoadBalancerStatus status) {
        resource.setStatus(copy(status));
        return this;
    }

    /** Returns {@code status} with the lists that have keys turned round. */
    static GrpcLoadBalancerStatus reversed(GrpcLoadBalancerStatus status) {
        return new GrpcLoadBalancerStatus(
                status.observedGeneration(),
                reversed(status.conditions()),
                status.addresses(),
                reversed(status.listeners()),
                status.replicas(),
                status.readyReplicas(),
                status.selector(),
                status.backendsReady(),
                reversed(status.backends()));
    }

    private static <T> @Nullable List<T> reversed(@Nullable List<T> items) {
        return items == null ? null : items.reversed();
    }

    /** Returns {@code status} with a condition of someone else's in each of its lists of them, before the first and after the last. */
    static GrpcLoadBalancerStatus withForeignConditions(GrpcLoadBalancerStatus status) {
        return new GrpcLoadBalancerStatus(
                status.observedGeneration(),
                withForeign(status.conditions()),
                status.addresses(),
                Objects.requireNonNull(status.listeners()).stream()
                        .map(listener -> new ListenerStatus(
                                listener.name(), listener.port(), withForeign(listener.conditions())))
                        .toList(),
                status.replicas(),
                status.readyReplicas(),
                status.selector(),
                status.backendsReady(),
                status.backends());
    }

    private static List<Condition> withForeign(@Nullable List<Condition> conditions) {
        return Stream.of(
                        Stream.of(foreign("example.com/Gate")),
                        Objects.requireNonNull(conditions).stream(),
                        Stream.of(foreign("Audited")))
                .flatMap(part -> part)
                .toList();
    }

    private static Condition foreign(String type) {
        return new ConditionBuilder()
                .withType(type)
                .withStatus("False")
                .withReason("Closed")
                .withMessage("somebody else's")
                .withLastTransitionTime("2026-11-24T11:00:00Z")
                .build();
    }

    /** Has the objects come in another order. */
    Scene shuffled(Random random) {
        Collections.shuffle(replicaSets, random);
        Collections.shuffle(pods, random);
        Collections.shuffle(reports, random);
        return this;
    }

    /** Returns the condition of that type, which has to be there. */
    static Condition condition(GrpcLoadBalancerStatus status, ConditionType type) {
        return Objects.requireNonNull(Conditions.find(status.conditions(), type));
    }

    /** Returns why that condition is as it is. */
    static String reason(GrpcLoadBalancerStatus status, ConditionType type) {
        return condition(status, type).getReason();
    }

    /** Returns status and reason of that condition. */
    static String words(GrpcLoadBalancerStatus status, ConditionType type) {
        return condition(status, type).getStatus() + " " + reason(status, type);
    }

    /** Returns a copy of an object or status as another reader of the API gets it. */
    @SuppressWarnings("unchecked")
    static <T> T copy(T object) {
        return (T) OBJECTS.unmarshal(OBJECTS.asJson(object), object.getClass());
    }
}
