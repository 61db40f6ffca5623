package io.fairlead.proxy.report;

import static io.fairlead.proxy.testing.KubernetesApi.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fairlead.api.v1alpha1.BackendStatus;
import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.api.v1alpha1.EndpointStatus;
import io.fairlead.api.v1alpha1.ListenerStatus;
import io.fairlead.api.v1alpha1.ProxyReport;
import io.fairlead.api.v1alpha1.ProxyReportStatus;
import io.fairlead.proxy.kubernetes.Cluster;
import io.fairlead.proxy.kubernetes.PodIdentity;
import io.fairlead.proxy.testing.KubernetesApi;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReportApiTest {

    private static final PodIdentity POD = new PodIdentity("echo-lb-x", NAMESPACE, "pod-uid");
    private static final String REPORTS = "/apis/fairlead.io/v1alpha1/namespaces/shop/proxyreports";
    private static final String CREATE = "POST " + REPORTS;
    private static final String PATCH = "PATCH " + REPORTS + "/echo-lb-x";
    private static final String PATCH_STATUS = PATCH + "/status";

    private static final ProxyReportStatus STATUS = new ProxyReportStatus(
            "uid",
            3L,
            4L,
            "spec: missing (expected: an object)",
            "2026-01-01T00:00:00Z",
            List.of(new ListenerStatus("grpc", 50050, null)),
            List.of(new BackendStatus(
                    "echo",
                    null,
                    1,
                    1,
                    List.of(new EndpointStatus(
                            "pod-1",
                            "10.0.0.1",
                            50051,
                            EndpointState.Up,
                            null,
                            null,
                            null,
                            null,
                            "2026-01-01T00:00:00Z")))));

    private KubernetesApi api;
    private Cluster cluster;
    private ReportApi reports;

    @BeforeEach
    void start() throws Exception {
        api = KubernetesApi.start();
        cluster = Cluster.of(api.config());
        reports = new ReportApi(cluster.client(), POD, "echo");
    }

    @AfterEach
    void stop() {
        cluster.close();
        api.close();
    }

    @Test
    void aReportIsOwnedByItsPodAlone() {
        // When
        reports.write(STATUS);

        // Then
        ObjectMeta metadata = report().getMetadata();
        assertThat(metadata.getLabels()).containsEntry("fairlead.io/name", "echo");
        assertThat(metadata.getOwnerReferences())
                .containsExactly(new OwnerReferenceBuilder()
                        .withApiVersion("v1")
                        .withKind("Pod")
                        .withName("echo-lb-x")
                        .withUid("pod-uid")
                        .build());
        assertThat(report().getStatus()).isEqualTo(STATUS);
    }

    @Test
    void itIsCreatedAndItsStatusPatchedAndNothingElseAsked() {
        // When
        reports.write(STATUS);
        reports.write(STATUS);

        // Then
        assertThat(api.requests()).containsExactly(CREATE, PATCH_STATUS, PATCH_STATUS);
    }

    /** The server in memory adds to lists where a merge patch replaces them: the patch itself is looked at. */
    @Test
    void whatIsAbsentIsRemoved() throws Exception {
        // Given
        ProxyReportStatus less = new ProxyReportStatus(
                "uid",
                4L,
                null,
                null,
                "2026-01-01T00:01:00Z",
                List.of(),
                List.of(new BackendStatus("echo", null, 0, 0, List.of())));

        // When
        reports.write(less);

        // Then
        assertThat(new JsonMapper().readTree(api.bodies().getLast())).isEqualTo(new JsonMapper().readTree("""
                {"status": {
                  "uid": "uid",
                  "observedGeneration": 4,
                  "refusedGeneration": null,
                  "refusal": null,
                  "renewTime": "2026-01-01T00:01:00Z",
                  "listeners": [],
                  "backends": [{"name": "echo", "healthy": 0, "total": 0, "endpoints": []}]
                }}
                """));
    }

    @Test
    void theReportOfAnEarlierPodOfThatNameIsTakenOver() throws Exception {
        // Given
        ProxyReport earlier = new ProxyReport();
        earlier.setMetadata(new ObjectMetaBuilder()
                .withName("echo-lb-x")
                .withNamespace(NAMESPACE)
                .addToLabels("fairlead.io/name", "other")
                .addNewOwnerReference()
                .withApiVersion("v1")
                .withKind("Pod")
                .withName("echo-lb-x")
                .withUid("earlier-uid")
                .endOwnerReference()
                .build());
        api.client().resource(earlier).create();
        int before = api.requests().size();

        // When
        reports.write(STATUS);

        // Then
        assertThat(api.requests().subList(before, api.requests().size())).containsExactly(CREATE, PATCH, PATCH_STATUS);
        String claim = api.bodies().get(before + 1);
        assertThat(new JsonMapper().readTree(claim)).isEqualTo(new JsonMapper().readTree("""
                {
                  "apiVersion": "fairlead.io/v1alpha1",
                  "kind": "ProxyReport",
                  "metadata": {
                    "name": "echo-lb-x",
                    "namespace": "shop",
                    "labels": {"fairlead.io/name": "echo"},
                    "ownerReferences": [{"apiVersion": "v1", "kind": "Pod", "name": "echo-lb-x", "uid": "pod-uid"}]
                  }
                }
                """));
        assertThat(report().getStatus()).isEqualTo(STATUS);
    }

    @Test
    void aReportThatWasDeletedIsCreatedAgainAtTheNextAttempt() {
        // Given
        reports.write(STATUS);
        api.client().resource(report()).delete();
        assertThatExceptionOfType(KubernetesClientException.class).isThrownBy(() -> reports.write(STATUS));

        // When
        reports.write(STATUS);

        // Then
        assertThat(report().getStatus()).isEqualTo(STATUS);
    }

    @Test
    void aRightThatIsMissingIsNoReasonToForgetTheReport() {
        // Given
        reports.write(STATUS);
        api.refuse("/status$", 403);
        assertThatExceptionOfType(KubernetesClientException.class).isThrownBy(() -> reports.write(STATUS));
        api.recover();
        int before = api.requests().size();

        // When
        reports.write(STATUS);

        // Then
        assertThat(api.requests().subList(before, api.requests().size())).containsExactly(PATCH_STATUS);
    }

    private ProxyReport report() {
        return Objects.requireNonNull(api.report("echo-lb-x"));
    }
}
