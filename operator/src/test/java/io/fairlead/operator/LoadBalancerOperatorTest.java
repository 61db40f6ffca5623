package io.fairlead.operator;

import static io.fairlead.operator.testing.TestCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerSpec;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerStatus;
import io.fairlead.api.v1alpha1.Listener;
import io.fairlead.api.v1alpha1.ManagedNames;
import io.fairlead.api.v1alpha1.Server;
import io.fairlead.operator.config.OperatorConfig;
import io.fairlead.operator.testing.Rights;
import io.fairlead.operator.testing.RightsGuard;
import io.fairlead.operator.testing.TestCluster;
import io.fairlead.operator.testing.Workloads;
import io.fairlead.operator.testing.WriteLog;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An operator that runs on a cluster in memory. */
class LoadBalancerOperatorTest {

    private static final List<Class<? extends HasMetadata>> OWNED =
            List.of(ConfigMap.class, Deployment.class, ServiceAccount.class, Role.class, RoleBinding.class);

    private final TestCluster cluster = TestCluster.start();
    private final Workloads workloads = new Workloads(cluster);
    private final WriteLog log = new WriteLog();
    private final RightsGuard rights = new RightsGuard(Rights.everywhere());
    private final RightsGuard rightsThere = new RightsGuard(Rights.in(NAMESPACE));
    private final KubernetesClient client = cluster.newClient(log, rights, rightsThere);
    private final AtomicInteger reconciliations = new AtomicInteger();
    private final LoadBalancerOperator operator = operator(Duration.ofMillis(500));

    @BeforeEach
    void start() {
        operator.start();
    }

    @AfterEach
    void stop() {
        operator.close();
        client.close();
        cluster.close();
        assertThat(rights.violations()).isEmpty();
        assertThat(rightsThere.violations()).isEmpty();
    }

    @Test
    void readyIsUnknownBeforeAnythingElseIsWritten() {
        // Given
        GrpcLoadBalancer given = loadBalancer("echo", 50050);

        // When
        GrpcLoadBalancer resource = cluster.create(given);

        // Then
        eventually()
                .untilAsserted(() ->
                        assertThat(cluster.owned(Deployment.class, resource)).isNotNull());
        assertThat(log.writes().getFirst())
                .isEqualTo("PUT /apis/fairlead.io/v1alpha1/namespaces/shop/grpcloadbalancers/echo/status");
    }

    @Test
    void ownedObjectsAppearAndGoWithTheirOwner() {
        // Given
        GrpcLoadBalancer given = loadBalancer("echo", 50050);

        // When
        GrpcLoadBalancer resource = cluster.create(given);

        // Then
        for (Class<? extends HasMetadata> type : OWNED) {
            eventually().untilAsserted(() -> {
                HasMetadata owned = Objects.requireNonNull(cluster.owned(type, resource));
                assertThat(owned.getMetadata().getOwnerReferences())
                        .extracting(OwnerReference::getUid, OwnerReference::getController)
                        .containsExactly(tuple(resource.getMetadata().getUid(), true));
            });
        }
    }

    @Test
    void serviceAppearsAndAllIsReadyOnceTheProxiesReport() {
        // Given
        GrpcLoadBalancer resource = createAndRun(loadBalancer("echo", 50050));
        assertThat(cluster.owned(Service.class, resource)).isNull();

        // When
        workloads.report(resource);

        // Then
        awaitPorts(resource, 50050);
        awaitCondition("echo", "Ready", "True");
        assertThat(status("echo").backendsReady()).isEqualTo("1/1");
    }

    @Test
    void portIsGainedOnceItIsProgrammedAndLostAtOnce() {
        // Given
        GrpcLoadBalancer resource = createReady(loadBalancer("echo", 50050, 50051));

        // When
        GrpcLoadBalancer changed =
                edit("echo", loadBalancer("echo", 50051, 50052).getSpec());

        // Then
        awaitPorts(resource, 50051);
        workloads.report(changed);
        awaitPorts(resource, 50051, 50052);
    }

    @Test
    void serviceLosesAPortBeforeTheProxiesLearnOfIt() {
        // Given
        GrpcLoadBalancer resource = createReady(loadBalancer("echo", 50050, 50051));
        log.clear();

        // When
        edit("echo", loadBalancer("echo", 50051).getSpec());

        // Then
        eventually().untilAsserted(() -> assertThat(config(resource)).doesNotContain("50050"));
        assertThat(log.writes().stream().filter(write -> !write.endsWith("/status")))
                .startsWith(
                        "PUT /api/v1/namespaces/shop/services/echo-lb",
                        "PUT /api/v1/namespaces/shop/configmaps/echo-lb");
    }

    @Test
    void changeReachesTheProxiesInTheirConfigMapAndTheSpecIsLeftAlone() {
        // Given
        GrpcLoadBalancer resource = createReady(loadBalancer("echo", 50050));

        // When
        GrpcLoadBalancer changed = edit("echo", loadBalancer("echo", 50060).getSpec());

        // Then
        eventually()
                .untilAsserted(() -> assertThat(config(resource))
                        .contains("generation: " + changed.getMetadata().getGeneration(), "port: 50060"));
        awaitCondition("echo", "Programmed", "False");
        assertThat(Objects.requireNonNull(cluster.loadBalancer("echo")).getSpec())
                .isEqualTo(changed.getSpec());
    }

    @Test
    void whatOnlyANewerCrdKnowsReachesTheProxiesToo() {
        // Given
        String given = """
                apiVersion: fairlead.io/v1alpha1
                kind: GrpcLoadBalancer
                metadata: {name: echo, namespace: shop}
                spec:
                  listeners: [{name: grpc, port: 50050, novelty: {of: [1, 2]}}]
                  backends: [{name: echo, balance: {algorithm: Newest}, service: {name: echo, port: 1}}]
                  another: 1.50
                """;

        // When
        cluster.create(given);

        // Then
        eventually()
                .untilAsserted(() -> assertThat(config(loadBalancer("echo", 50050)))
                        .contains(
                                "novelty:\n      of:\n      - 1\n      - 2\n",
                                "algorithm: \"Newest\"",
                                "another: 1.5"));
    }

    @Test
    void nothingIsWrittenWhereOneOfTheNamesIsTaken() {
        // Given
        createForeign("echo-lb", Map.of());

        // When
        cluster.create(loadBalancer("echo", 50050));

        // Then
        awaitCondition("echo", "Accepted", "False");
        awaitReconciliations(3);
        assertThat(condition("echo", "Accepted"))
                .returns("NameConflict", Condition::getReason)
                .extracting(Condition::getMessage)
                .asString()
                .contains("ConfigMap shop/echo-lb");
        assertThat(log.writes().stream().filter(write -> !write.contains("/events")))
                .allMatch(write -> write.endsWith("/status"));
    }

    @Test
    void anotherOwnersObjectWithTheLabelIsNotTouchedEither() {
        // Given
        ConfigMap foreign = createForeign("echo-lb", Map.of(ManagedNames.NAME_LABEL, "echo"));

        // When
        GrpcLoadBalancer resource = cluster.create(loadBalancer("echo", 50050));

        // Then
        awaitCondition("echo", "Accepted", "False");
        awaitReconciliations(3);
        assertThat(cluster.owned(ConfigMap.class, resource)).isEqualTo(foreign);
    }

    @Test
    void nameConflictEndsWithItsCause() {
        // Given
        ConfigMap foreign = createForeign("echo-lb", Map.of());
        GrpcLoadBalancer resource = cluster.create(loadBalancer("echo", 50050));
        awaitCondition("echo", "Accepted", "False");

        // When
        cluster.client().resource(foreign).delete();

        // Then
        awaitCondition("echo", "Accepted", "True");
        eventually()
                .untilAsserted(() ->
                        assertThat(cluster.owned(Deployment.class, resource)).isNotNull());
    }

    @Test
    void whatADeletedOneOfTheSameNameLeftBehindIsWaitedFor() {
        // Given
        recreate(createReady(loadBalancer("echo", 50050)));

        // When
        awaitCondition("echo", "Reconciling", "True");
        awaitReconciliations(3);

        // Then
        assertThat(condition("echo", "Accepted"))
                .returns("Unknown", Condition::getStatus)
                .returns("Pending", Condition::getReason)
                .extracting(Condition::getMessage)
                .asString()
                .contains("that was deleted: ", "Deployment shop/echo-lb");
        assertThat(condition("echo", "Stalled")).isNull();
        assertThat(log.writes().stream().filter(write -> !write.contains("/events")))
                .isNotEmpty()
                .allMatch(write -> write.endsWith("/status"));
        assertThat(cluster.events()).noneMatch(event -> event.getType().equals("Warning"));
    }

    @Test
    void loadBalancerComesUpOnceWhatWasLeftBehindIsGone() {
        // Given
        GrpcLoadBalancer resource = recreate(createReady(loadBalancer("echo", 50050)));
        awaitCondition("echo", "Reconciling", "True");

        // When
        collectLeftovers(resource);

        // Then
        awaitCondition("echo", "Accepted", "True");
        eventually()
                .untilAsserted(() -> assertThat(cluster.owned(Deployment.class, resource))
                        .extracting(owned -> owned.getMetadata().getOwnerReferences())
                        .asInstanceOf(InstanceOfAssertFactories.list(OwnerReference.class))
                        .extracting(OwnerReference::getUid)
                        .containsExactly(resource.getMetadata().getUid()));
    }

    @Test
    void leftoverWithoutItsLabelIsSeenToGoSoonerThanAConflict() {
        // Given
        operator.close();
        ConfigMap left = createForeign("echo-lb", Map.of());
        left = cluster.client()
                .resource(left)
                .edit(found -> new ConfigMapBuilder(found)
                        .editMetadata()
                        .addNewOwnerReference()
                        .withApiVersion("fairlead.io/v1alpha1")
                        .withKind("GrpcLoadBalancer")
                        .withName("echo")
                        .withUid("gone")
                        .withController(true)
                        .endOwnerReference()
                        .endMetadata()
                        .build());
        try (LoadBalancerOperator unhurried = operator(Duration.ofHours(1))) {
            unhurried.start();
            cluster.create(loadBalancer("echo", 50050));
            awaitCondition("echo", "Reconciling", "True");

            // When
            cluster.client().resource(left).delete();

            // Then
            awaitCondition("echo", "Accepted", "True");
        }
    }

    @Test
    void driftIsPutRightAtOnce() {
        // Given
        operator.close();
        try (LoadBalancerOperator unhurried = operator(Duration.ofHours(1))) {
            unhurried.start();
            GrpcLoadBalancer resource = createReady(loadBalancer("echo", 50050));

            // When
            cluster.client()
                    .apps()
                    .deployments()
                    .inNamespace(NAMESPACE)
                    .withName("echo-lb")
                    .edit(deployment -> {
                        deployment.getSpec().setReplicas(9);
                        return deployment;
                    });
            cluster.client()
                    .services()
                    .inNamespace(NAMESPACE)
                    .withName("echo-lb")
                    .edit(service -> {
                        service.getSpec().getPorts().getFirst().setPort(1);
                        return service;
                    });
            cluster.client()
                    .configMaps()
                    .inNamespace(NAMESPACE)
                    .withName("echo-lb")
                    .edit(configMap -> {
                        configMap.getMetadata().getLabels().remove(ManagedNames.NAME_LABEL);
                        return configMap;
                    });
            cluster.client()
                    .rbac()
                    .roles()
                    .inNamespace(NAMESPACE)
                    .withName("echo-lb")
                    .delete();

            // Then
            awaitPorts(resource, 50050);
            eventually().untilAsserted(() -> {
                assertThat(Objects.requireNonNull(cluster.owned(Deployment.class, resource))
                                .getSpec()
                                .getReplicas())
                        .isEqualTo(2);
                assertThat(Objects.requireNonNull(cluster.owned(ConfigMap.class, resource))
                                .getMetadata()
                                .getLabels())
                        .containsEntry(ManagedNames.NAME_LABEL, "echo");
                assertThat(cluster.owned(Role.class, resource)).isNotNull();
            });
        }
    }

    @Test
    void portThatCollidesWithTheOneSomebodyMadeOfItTakesItsPlace() {
        // Given
        GrpcLoadBalancer resource = createReady(loadBalancer("echo", 50050));
        cluster.refuseToReplaceOnce("/api/v1/namespaces/shop/services/echo-lb", 422, "duplicate port name");
        log.clear();

        // When
        cluster.client()
                .services()
                .inNamespace(NAMESPACE)
                .withName("echo-lb")
                .patch(PatchContext.of(PatchType.JSON_MERGE), """
                {"spec": {"ports": [{"name": "port-50050", "port": 1, "protocol": "TCP", "targetPort": 50050}]}}
                """);

        // Then
        awaitPorts(resource, 50050);
        assertThat(log.writes())
                .containsSubsequence(
                        "PUT /api/v1/namespaces/shop/services/echo-lb",
                        "PATCH /api/v1/namespaces/shop/services/echo-lb");
    }

    @Test
    void anotherLookAtWhatIsAsItShouldBeWritesNothing() {
        // Given
        createReady(loadBalancer("echo", 50050));
        eventually().untilAsserted(() -> assertThat(readyEvents()).isNotEmpty());
        awaitReconciliations(3);
        log.clear();

        // When
        awaitReconciliations(3);

        // Then
        assertThat(log.writes()).isEmpty();
    }

    @Test
    void conditionThatSomeoneElseAddsIsLeftAlone() {
        // Given
        createReady(loadBalancer("echo", 50050));
        eventually().untilAsserted(() -> assertThat(readyEvents()).isNotEmpty());
        awaitReconciliations(3);
        log.clear();

        // When
        addCondition("echo", "example.com/Gate");

        // Then
        eventually()
                .until(() -> operator.loadBalancers()
                        .anyMatch(known -> find(known.getStatus(), "example.com/Gate") != null));
        awaitReconciliations(3);
        assertThat(log.writes()).isEmpty();
        assertThat(condition("echo", "example.com/Gate")).isNotNull();
    }

    @Test
    void whatTheApiServerRefusesIsToldInItsWordsAndTriedAgain() {
        // Given
        cluster.refuseToCreate("/apis/apps/v1/namespaces/shop/deployments", 403, "exceeded quota: pods");

        // When
        GrpcLoadBalancer resource = cluster.create(loadBalancer("echo", 50050));

        // Then
        awaitCondition("echo", "Accepted", "False");
        assertThat(condition("echo", "Accepted"))
                .returns("Rejected", Condition::getReason)
                .extracting(Condition::getMessage)
                .asString()
                .contains("exceeded quota: pods");
        cluster.refuseNothing();
        awaitCondition("echo", "Accepted", "True");
        assertThat(cluster.owned(Deployment.class, resource)).isNotNull();
    }

    @Test
    void whatTheApiServerFailsToDoIsTriedAgain() {
        // Given
        cluster.refuseToCreate("/api/v1/namespaces/shop/configmaps", 500, "etcdserver: leader changed");
        GrpcLoadBalancer resource = cluster.create(loadBalancer("echo", 50050));
        eventually().until(() -> log.writes().contains("POST /api/v1/namespaces/shop/configmaps"));

        // When
        cluster.refuseNothing();

        // Then
        eventually()
                .untilAsserted(() ->
                        assertThat(cluster.owned(Deployment.class, resource)).isNotNull());
        awaitCondition("echo", "Accepted", "True");
    }

    @Test
    void eventsThatCannotBeWrittenDisturbNothing() {
        // Given
        cluster.refuseToCreate("/api/v1/namespaces/shop/events", 403, "events is forbidden");

        // When
        createReady(loadBalancer("echo", 50050));

        // Then
        assertThat(cluster.events()).isEmpty();
    }

    @Test
    void whatHappensIsToldAsEventsOfTheLoadBalancer() {
        // Given
        GrpcLoadBalancer resource = createAndRun(loadBalancer("echo", 50050));

        // When
        workloads.report(resource);

        // Then
        eventually()
                .untilAsserted(() -> assertThat(cluster.events())
                        .filteredOn(event -> event.getInvolvedObject()
                                .getUid()
                                .equals(resource.getMetadata().getUid()))
                        .extracting(Event::getReason)
                        .contains("Accepted", "Programmed", "Ready"));
    }

    @Test
    void whatHappensAgainIsTheSameEventWithAHigherCount() {
        // Given
        GrpcLoadBalancer resource = createReady(loadBalancer("echo", 50050));
        Pod pod = workloads.pods(resource).getFirst();
        eventually().untilAsserted(() -> assertThat(readyEvents()).hasSize(1));

        // When
        workloads.pods(resource).forEach(running -> setReady(running, "False"));
        awaitCondition("echo", "Ready", "False");
        setReady(pod, "True");
        awaitCondition("echo", "Ready", "True");

        // Then
        eventually()
                .untilAsserted(() -> assertThat(readyEvents()).singleElement().returns(2, Event::getCount));
    }

    @Test
    void deletedLoadBalancerIsForgotten() {
        // Given
        GrpcLoadBalancer resource = createReady(loadBalancer("echo", 50050));
        cluster.client().resource(resource).delete();
        eventually().untilAsserted(() -> assertThat(operator.loadBalancers()).isEmpty());
        log.clear();

        // When
        cluster.client()
                .rbac()
                .roles()
                .inNamespace(NAMESPACE)
                .withName("echo-lb")
                .delete();
        cluster.create(loadBalancer("other", 50050));
        awaitCondition("other", "Accepted", "True");

        // Then
        assertThat(log.writes()).noneMatch(write -> write.contains("echo"));
    }

    private LoadBalancerOperator operator(Duration recheck) {
        return new LoadBalancerOperator(
                client,
                new OperatorSettings(OperatorConfig.EMPTY, Set.of(NAMESPACE), false, null, recheck),
                new Reconciliations());
    }

    /** Deletes {@code resource}, whose objects stay, and creates another of its name. */
    private GrpcLoadBalancer recreate(GrpcLoadBalancer resource) {
        eventually().untilAsserted(() -> assertThat(readyEvents()).isNotEmpty());
        cluster.client().resource(resource).delete();
        eventually().untilAsserted(() -> assertThat(operator.loadBalancers()).isEmpty());
        log.clear();
        return cluster.create(loadBalancer(resource.getMetadata().getName(), 50050));
    }

    /** Does what Kubernetes does when the owner is gone, for all but pods. */
    private void collectLeftovers(GrpcLoadBalancer resource) {
        Stream.concat(Stream.of(Service.class), OWNED.stream())
                .forEach(type -> cluster.client()
                        .resource(Objects.requireNonNull(cluster.owned(type, resource)))
                        .delete());
    }

    private GrpcLoadBalancer createAndRun(GrpcLoadBalancer given) {
        GrpcLoadBalancer resource = cluster.create(given);
        eventually()
                .untilAsserted(() ->
                        assertThat(cluster.owned(Deployment.class, resource)).isNotNull());
        workloads.run(resource);
        return resource;
    }

    private GrpcLoadBalancer createReady(GrpcLoadBalancer given) {
        GrpcLoadBalancer resource = createAndRun(given);
        workloads.report(resource);
        awaitCondition(given.getMetadata().getName(), "Ready", "True");
        return resource;
    }

    private GrpcLoadBalancer edit(String name, GrpcLoadBalancerSpec spec) {
        return cluster.client()
                .resources(GrpcLoadBalancer.class)
                .inNamespace(NAMESPACE)
                .withName(name)
                .edit(resource -> {
                    resource.setSpec(spec);
                    return resource;
                });
    }

    private ConfigMap createForeign(String name, Map<String, String> labels) {
        return cluster.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(NAMESPACE)
                        .withLabels(labels)
                        .endMetadata()
                        .addToData("key", "value")
                        .build())
                .create();
    }

    private void setReady(Pod pod, String ready) {
        String name = pod.getMetadata().getName();
        cluster.client().pods().inNamespace(NAMESPACE).withName(name).editStatus(current -> {
            current.getStatus().getConditions().getFirst().setStatus(ready);
            return current;
        });
    }

    private List<Event> readyEvents() {
        return cluster.events().stream()
                .filter(event -> event.getReason().equals("Ready"))
                .toList();
    }

    private String config(GrpcLoadBalancer resource) {
        ConfigMap configMap = Objects.requireNonNull(cluster.owned(ConfigMap.class, resource));
        return configMap.getData().getOrDefault(ManagedNames.CONFIG_KEY, "");
    }

    private GrpcLoadBalancerStatus status(String name) {
        return Objects.requireNonNull(cluster.loadBalancer(name)).getStatus();
    }

    private void addCondition(String name, String type) {
        Condition added = new ConditionBuilder()
                .withType(type)
                .withStatus("False")
                .withReason("Closed")
                .withMessage("somebody else's")
                .withLastTransitionTime("2026-11-24T12:00:00Z")
                .build();
        cluster.client()
                .resources(GrpcLoadBalancer.class)
                .inNamespace(NAMESPACE)
                .withName(name)
                .editStatus(resource -> {
                    Objects.requireNonNull(resource.getStatus().conditions()).add(added);
                    return resource;
                });
    }

    private @Nullable Condition condition(String name, String type) {
        return find(status(name), type);
    }

    private static @Nullable Condition find(@Nullable GrpcLoadBalancerStatus status, String type) {
        List<Condition> conditions = status == null || status.conditions() == null ? List.of() : status.conditions();
        return conditions.stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst()
                .orElse(null);
    }

    private void awaitCondition(String name, String type, String expected) {
        eventually()
                .untilAsserted(
                        () -> assertThat(condition(name, type)).isNotNull().returns(expected, Condition::getStatus));
    }

    private void awaitPorts(GrpcLoadBalancer resource, Integer... ports) {
        eventually().untilAsserted(() -> {
            Service service = Objects.requireNonNull(cluster.owned(Service.class, resource));
            assertThat(service.getSpec().getPorts())
                    .extracting(ServicePort::getPort)
                    .containsExactly(ports);
        });
    }

    private void awaitReconciliations(int more) {
        int before = reconciliations.get();
        eventually().until(() -> reconciliations.get() >= before + more);
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(60)).ignoreExceptions();
    }

    /** A listener for each port, named for it. */
    private static GrpcLoadBalancer loadBalancer(String name, int... ports) {
        List<Listener> listeners = Arrays.stream(ports)
                .mapToObj(port -> new Listener("port-" + port, null, port, null, null, null, null))
                .toList();
        Backend backend =
                new Backend("echo", null, List.of(new Server("srv1", "10.0.0.1", 50051)), null, null, null, null, null);
        GrpcLoadBalancer resource = new GrpcLoadBalancer();
        resource.getMetadata().setName(name);
        resource.getMetadata().setNamespace(NAMESPACE);
        resource.setSpec(new GrpcLoadBalancerSpec(listeners, List.of(backend), null, null, null));
        return resource;
    }

    private final class Reconciliations implements Metrics {

        @Override
        public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
            T result = execution.execute();
            reconciliations.incrementAndGet();
            return result;
        }
    }
}
