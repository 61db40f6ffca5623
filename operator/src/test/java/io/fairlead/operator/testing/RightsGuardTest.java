package io.fairlead.operator.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RightsGuardTest {

    private static final String READS_PODS = """
            rules:
            - {apiGroups: [""], resources: [pods], verbs: [get, list, watch]}
            """;
    private static final String READS_ONE_CONFIG_MAP = """
            rules:
            - {apiGroups: [""], resources: [configmaps], resourceNames: [echo-lb], verbs: [get, list]}
            """;
    private static final String PATCHES_STATUS = """
            rules:
            - {apiGroups: [apps], resources: [deployments/status], verbs: [patch]}
            """;
    private static final String SCALES_ALL = """
            rules:
            - {apiGroups: ["*"], resources: ["*/scale"], verbs: ["*"]}
            """;
    private static final String READS_METRICS = """
            rules:
            - {nonResourceURLs: [/metrics, /logs/*], verbs: [get]}
            """;

    private final TestCluster cluster = TestCluster.start();

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void whatIsAllowedIsNoViolation() {
        assertThat(violations(
                        null,
                        READS_PODS,
                        client -> client.pods().inNamespace("shop").list()))
                .isEmpty();
    }

    @Test
    void aVerbThatIsNotAllowedIsFound() {
        assertThat(violations(
                        null,
                        READS_PODS,
                        client ->
                                client.pods().inNamespace("shop").withName("a").delete()))
                .containsExactly("ApiRequest[verb=delete, group=, resource=pods, namespace=shop, name=a]");
    }

    @Test
    void anotherResourceIsFound() {
        assertThat(violations(
                        null,
                        READS_PODS,
                        client -> client.secrets().inNamespace("shop").list()))
                .hasSize(1);
    }

    @Test
    void anotherNamespaceIsFound() {
        assertThat(violations(
                        "shop",
                        READS_PODS,
                        client -> client.pods().inNamespace("bank").list()))
                .hasSize(1);
    }

    @Test
    void allNamespacesAreMoreThanOne() {
        assertThat(violations(
                        "shop",
                        READS_PODS,
                        client -> client.pods().inAnyNamespace().list()))
                .hasSize(1);
    }

    @Test
    void theObjectThatIsNamedIsAllowed() {
        assertThat(violations(
                        null,
                        READS_ONE_CONFIG_MAP,
                        client -> client.configMaps()
                                .inNamespace("shop")
                                .withName("echo-lb")
                                .get()))
                .isEmpty();
    }

    @Test
    void anObjectThatIsNotNamedIsFound() {
        assertThat(violations(
                        null,
                        READS_ONE_CONFIG_MAP,
                        client -> client.configMaps()
                                .inNamespace("shop")
                                .withName("other")
                                .get()))
                .hasSize(1);
    }

    @Test
    void aListIsOfAllObjectsWhereNoneIsSelectedByName() {
        assertThat(violations(null, READS_ONE_CONFIG_MAP, client -> {
                    client.configMaps()
                            .inNamespace("shop")
                            .withField("metadata.name", "echo-lb")
                            .list();
                    client.configMaps().inNamespace("shop").list();
                }))
                .containsExactly("ApiRequest[verb=list, group=, resource=configmaps, namespace=shop, name=null]");
    }

    @Test
    void aSubresourceIsNotItsResource() {
        Rights rights = Rights.of(null, PATCHES_STATUS);

        assertThat(rights.allow(new ApiRequest("patch", "apps", "deployments/status", "shop", "a")))
                .isTrue();
        assertThat(rights.allow(new ApiRequest("patch", "apps", "deployments", "shop", "a")))
                .isFalse();
        assertThat(Rights.of(null, READS_PODS).allow(new ApiRequest("get", "", "pods/log", "shop", "a")))
                .isFalse();
    }

    @Test
    void aStarStandsForAll() {
        Rights rights = Rights.of(null, SCALES_ALL);

        assertThat(rights.allow(new ApiRequest("update", "apps", "deployments/scale", "shop", "a")))
                .isTrue();
        assertThat(rights.allow(new ApiRequest("update", "apps", "deployments", "shop", "a")))
                .isFalse();
    }

    @Test
    void pathsAreAllowedByThemselvesAndDiscoveryToAll() {
        assertThat(violations(null, READS_METRICS, client -> {
                    client.raw("/metrics");
                    client.raw("/logs/kubelet");
                    client.getApiGroups();
                    client.raw("/debug/pprof");
                }))
                .containsExactly("ApiRequest[verb=get, group=, resource=/debug/pprof, namespace=null, name=null]");
    }

    @Test
    void rightsThatNothingNeedsAreFound() {
        // Given
        RightsGuard guard = new RightsGuard(Rights.of(null, READS_PODS));
        PolicyRule granted = new PolicyRuleBuilder()
                .withApiGroups("")
                .withResources("pods")
                .withVerbs("watch")
                .build();

        // When
        use(guard, client -> client.pods().inNamespace("shop").list());

        // Then
        assertThat(guard.spared(List.of(granted)))
                .containsExactly("Right[namespace=null, group=, resource=pods, verb=get, names=[]]");
    }

    @Test
    void whatIsGivenMustBeHeld() {
        // Given
        Rights rights = Rights.of("shop", READS_ONE_CONFIG_MAP);
        PolicyRule own = new PolicyRuleBuilder()
                .withApiGroups("")
                .withResources("configmaps")
                .withResourceNames("echo-lb")
                .withVerbs("get")
                .build();
        PolicyRule all = new PolicyRuleBuilder(own).withResourceNames().build();

        // When
        List<String> missing = rights.missingFor(List.of(own, all), "shop");

        // Then
        assertThat(missing).containsExactly("Right[namespace=shop, group=, resource=configmaps, verb=get, names=[]]");
    }

    private List<String> violations(@Nullable String namespace, String role, Consumer<KubernetesClient> use) {
        RightsGuard guard = new RightsGuard(Rights.of(namespace, role));
        use(guard, use);
        return guard.violations();
    }

    private void use(RightsGuard guard, Consumer<KubernetesClient> use) {
        try (KubernetesClient client = cluster.newClient(guard)) {
            use.accept(client);
        }
    }
}
