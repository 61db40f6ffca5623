package io.fairlead.demo.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fairlead.api.v1alpha1.BackendStatus;
import io.fairlead.api.v1alpha1.EndpointStatus;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerStatus;
import io.fairlead.api.v1alpha1.ManagedNames;
import io.fairlead.api.v1alpha1.ProxyReport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** A GrpcLoadBalancer in a namespace, and what belongs to it. */
final class TestLoadBalancer {

    private static final Duration LONGEST = Duration.ofSeconds(90);
    private static final int ADMIN_PORT = 8404;

    private final KubernetesClient client;
    private final TestNamespace namespace;
    private final String name;

    TestLoadBalancer(KubernetesClient client, TestNamespace namespace, String name) {
        this.client = client;
        this.namespace = namespace;
        this.name = name;
    }

    /** Waits for longer than a machine that is busy starting JVMs takes, and looks often. */
    static ConditionFactory await() {
        return Awaitility.await().atMost(LONGEST).pollInterval(Duration.ofMillis(100));
    }

    String name() {
        return name;
    }

    String owned() {
        return name + "-lb";
    }

    private Resource<GrpcLoadBalancer> resource() {
        return client.resources(GrpcLoadBalancer.class)
                .inNamespace(namespace.name())
                .withName(name);
    }

    GrpcLoadBalancer get() {
        return resource().require();
    }

    GrpcLoadBalancerStatus status() {
        return Objects.requireNonNull(get().getStatus(), "status");
    }

    /** Changes one field of the spec, and returns the generation that has it. */
    long replace(String path, Object value) throws IOException {
        return change("replace", path, value);
    }

    /** Adds to a list of the spec, or a field, and returns the generation that has it. */
    long add(String path, Object value) throws IOException {
        return change("add", path, value);
    }

    /** Removes from a list of the spec, and returns the generation that has it no more. */
    long remove(String path) throws IOException {
        return patch("[{\"op\": \"remove\", \"path\": \"%s\"}]".formatted(path));
    }

    private long change(String operation, String path, Object value) throws IOException {
        String json = new ObjectMapper().writeValueAsString(value);
        return patch("[{\"op\": \"%s\", \"path\": \"%s\", \"value\": %s}]".formatted(operation, path, json));
    }

    private long patch(String json) {
        return resource()
                .patch(PatchContext.of(PatchType.JSON), json)
                .getMetadata()
                .getGeneration();
    }

    void delete() {
        resource().delete();
    }

    boolean exists() {
        return resource().get() != null;
    }

    Condition condition(String type) {
        return Objects.requireNonNull(status().conditions(), "conditions").stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until a condition of the current generation is so. */
    Condition awaitCondition(String type, String status, String reason) {
        await().untilAsserted(() -> {
            GrpcLoadBalancer now = get();
            assertThat(now.getStatus()).as("status of %s", name).isNotNull();
            assertThat(now.getStatus().conditions())
                    .as("conditions of %s", name)
                    .anySatisfy(condition -> {
                        assertThat(condition.getType()).isEqualTo(type);
                        assertThat(condition.getStatus()).isEqualTo(status);
                        assertThat(condition.getReason()).isEqualTo(reason);
                        assertThat(condition.getObservedGeneration())
                                .isEqualTo(now.getMetadata().getGeneration());
                    });
        });
        return condition(type);
    }

    /** Waits until it serves, and so many endpoints of so many are up. */
    void awaitReady(String backendsReady) {
        awaitCondition("Ready", "True", "Ready");
        await().untilAsserted(() -> assertThat(status().backendsReady()).isEqualTo(backendsReady));
    }

    /** Returns what the status says of the endpoints of the first backend. */
    List<EndpointStatus> endpoints() {
        BackendStatus backend =
                Objects.requireNonNull(status().backends(), "backends").getFirst();
        return Objects.requireNonNull(backend.endpoints(), "endpoints");
    }

    /** Returns what the status says of the endpoint of the first backend at that address. */
    EndpointStatus endpoint(String address) {
        return endpoints().stream()
                .filter(endpoint -> endpoint.address().equals(address))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no endpoint " + address + " in " + status()));
    }

    /** Returns its proxies that are not about to end. */
    List<Pod> proxies() {
        return namespace.pods(ManagedNames.NAME_LABEL, name).stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }

    /** Returns what a proxy says of itself on its admin port. */
    static JsonNode proxyStatus(Pod proxy) throws IOException, InterruptedException {
        return new ObjectMapper().readTree(Http.get(proxy.getStatus().getPodIP(), ADMIN_PORT, "/status"));
    }

    /** Calls through the cluster IP, and returns the name of the pod that answered. */
    String call(int port) {
        return namespace.call(owned(), port);
    }

    List<ProxyReport> reports() {
        return client.resources(ProxyReport.class)
                .inNamespace(namespace.name())
                .withLabel(ManagedNames.NAME_LABEL, name)
                .list()
                .getItems();
    }

    /** Returns those that exist of the objects that the operator owns for it. */
    List<HasMetadata> objects() {
        String namespaceName = namespace.name();
        return Stream.<HasMetadata>of(
                        client.configMaps()
                                .inNamespace(namespaceName)
                                .withName(owned())
                                .get(),
                        client.apps()
                                .deployments()
                                .inNamespace(namespaceName)
                                .withName(owned())
                                .get(),
                        client.services()
                                .inNamespace(namespaceName)
                                .withName(owned())
                                .get(),
                        client.serviceAccounts()
                                .inNamespace(namespaceName)
                                .withName(owned())
                                .get(),
                        client.rbac()
                                .roles()
                                .inNamespace(namespaceName)
                                .withName(owned())
                                .get(),
                        client.rbac()
                                .roleBindings()
                                .inNamespace(namespaceName)
                                .withName(owned())
                                .get())
                .filter(Objects::nonNull)
                .toList();
    }

    /** Returns what was told of it. */
    List<Event> events() {
        return client.v1().events().inNamespace(namespace.name()).list().getItems().stream()
                .filter(event ->
                        "GrpcLoadBalancer".equals(event.getInvolvedObject().getKind())
                                && name.equals(event.getInvolvedObject().getName()))
                .toList();
    }

    /** Waits for an Event of that type and reason. */
    void awaitEvent(String type, String reason) {
        await().untilAsserted(() -> assertThat(events())
                .as("events of %s", name)
                .anySatisfy(event -> {
                    assertThat(event.getType()).isEqualTo(type);
                    assertThat(event.getReason()).isEqualTo(reason);
                    assertThat(event.getMessage()).isNotBlank();
                }));
    }
}
