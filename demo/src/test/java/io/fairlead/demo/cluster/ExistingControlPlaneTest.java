package io.fairlead.demo.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.client.UnusableClusterException;
import io.fairlead.demo.api.EmbeddedApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which clusters the demo does not touch. */
class ExistingControlPlaneTest {

    private static final int LEASE_SECONDS = 40;

    @TempDir
    private Path folder;

    private EmbeddedApi api;
    private KubernetesClient client;
    private Path kubeconfig;

    @BeforeEach
    void cluster() throws IOException {
        api = EmbeddedApi.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "10.96.0.0/16");
        client = api.client();
        kubeconfig = Files.writeString(folder.resolve("admin.kubeconfig"), api.kubeconfig());
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void clusterWithANodeIsRefused() {
        // Given
        client.resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName("worker-1")
                        .endMetadata()
                        .build())
                .create();

        // When Then
        assertRefused("it has a node, worker-1 (expected: none, the demo brings its own)");
    }

    @Test
    void clusterWithAnOperatorInstalledIsRefused() {
        // Given
        createNamespace("fairlead-system");

        // When Then
        assertRefused("it has a namespace fairlead-system (expected: no fairlead operator, the demo brings its own)");
    }

    @Test
    void clusterWithAnOperatorThatLeadsIsRefused() {
        // Given
        createNamespace("ops");
        createLease("ops", "fairlead-operator", Duration.ZERO);

        // When Then
        assertRefused(
                "a fairlead operator holds the lease ops/fairlead-operator (expected: none, the demo brings its own)");
    }

    @Test
    void clusterWithADemoIsRefused() throws Exception {
        // Given
        createNamespace("kube-node-lease");
        try (DemoLease first = DemoLease.acquire(client)) {

            // When Then
            assertThat(first).isNotNull();
            assertThatExceptionOfType(UnusableClusterException.class)
                    .isThrownBy(() -> DemoLease.acquire(client))
                    .withMessage(
                            "the cluster at %s: another demo runs there, or was killed less than 40 s ago (expected: none)",
                            client.getMasterUrl());
        }
    }

    @Test
    void leaseOfADemoThatWasKilledLongAgoIsTaken() throws Exception {
        // Given
        createNamespace("kube-node-lease");
        createLease("kube-node-lease", DemoCluster.NODE, Duration.ofSeconds(LEASE_SECONDS + 1));

        // When
        DemoLease lease = DemoLease.acquire(client);

        // Then
        assertThat(client.leases()
                        .inNamespace("kube-node-lease")
                        .withName(DemoCluster.NODE)
                        .require()
                        .getSpec()
                        .getHolderIdentity())
                .isNotEqualTo("someone");
        lease.close();
        assertThat(client.leases().inNamespace("kube-node-lease").list().getItems())
                .isEmpty();
    }

    private void assertRefused(String why) {
        assertThatExceptionOfType(UnusableClusterException.class)
                .isThrownBy(() -> DemoCluster.at(kubeconfig, folder))
                .withMessage("the cluster at %s: %s", client.getMasterUrl(), why);
        assertThat(client.namespaces().withName(DemoCluster.NAMESPACE).get()).isNull();
    }

    private void createNamespace(String name) {
        if (client.namespaces().withName(name).get() == null) {
            client.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .endMetadata()
                            .build())
                    .create();
        }
    }

    private void createLease(String namespace, String name, Duration age) {
        client.resource(new LeaseBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withHolderIdentity("someone")
                        .withLeaseDurationSeconds(LEASE_SECONDS)
                        .withRenewTime(ZonedDateTime.now(ZoneOffset.UTC).minus(age))
                        .endSpec()
                        .build())
                .create();
    }
}
