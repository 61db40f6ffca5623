package io.fairlead.proxy.report;

import static io.fairlead.proxy.testing.KubernetesApi.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fairlead.api.v1alpha1.BackendStatus;
import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.api.v1alpha1.EndpointStatus;
import io.fairlead.api.v1alpha1.ListenerStatus;
import io.fairlead.api.v1alpha1.ProxyReport;
import io.fairlead.api.v1alpha1.ProxyReportStatus;
import io.fairlead.proxy.kubernetes.Cluster;
import io.fairlead.proxy.kubernetes.PodIdentity;
import io.fairlead.proxy.kubernetes.TimeLimit;
import io.fairlead.proxy.testing.KubernetesApi;
import io.fairlead.proxy.testing.Sockets;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

    private static final String CLAIM = """
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
            """;

    private static final String HALF_AN_ANSWER =
            "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{";

    private KubernetesApi api;
    private Cluster cluster;
    private ReportApi reports;

    @BeforeEach
    void start() throws Exception {
        api = KubernetesApi.start();
        cluster = Cluster.of(api.config());
        reports = new ReportApi(cluster.client(), POD, "echo", new TimeLimit(Duration.ofMinutes(1)));
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

    /** The server in memory keeps the earlier owner beside ours, where a merge patch replaces it: hence the last request. */
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
        assertThat(api.requests().subList(before, api.requests().size()))
                .containsExactly(CREATE, PATCH, PATCH_STATUS, PATCH);
        assertThat(new JsonMapper().readTree(api.bodies().get(before + 1))).isEqualTo(new JsonMapper().readTree(CLAIM));
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

    static Stream<Consumer<ObjectMeta>> changesOfMetadata() {
        OwnerReference other = new OwnerReferenceBuilder()
                .withApiVersion("v1")
                .withKind("Pod")
                .withName("other")
                .withUid("other-uid")
                .build();
        return Stream.of(
                metadata -> metadata.getOwnerReferences().getFirst().setUid("other-uid"),
                metadata -> metadata.getOwnerReferences().getFirst().setController(true),
                metadata -> metadata.getOwnerReferences().add(other),
                metadata -> metadata.setOwnerReferences(List.of()),
                metadata -> metadata.getLabels().put("fairlead.io/name", "other"),
                metadata -> metadata.setLabels(Map.of()));
    }

    /** The server in memory adds to lists where a merge patch replaces them: the patch itself is looked at. */
    @ParameterizedTest
    @MethodSource("changesOfMetadata")
    void metadataThatSomebodyChangedIsPutRightWithTheNextStatus(Consumer<ObjectMeta> change) throws Exception {
        // Given
        reports.write(STATUS);
        change(change);
        int before = api.requests().size();

        // When
        reports.write(STATUS);

        // Then
        assertThat(api.requests().subList(before, api.requests().size())).containsExactly(PATCH_STATUS, PATCH);
        assertThat(new JsonMapper().readTree(api.bodies().getLast())).isEqualTo(new JsonMapper().readTree(CLAIM));
    }

    @Test
    void whatSomebodyAddedToTheMetadataIsLeftAlone() {
        // Given
        reports.write(STATUS);
        change(metadata -> metadata.getLabels().put("team", "shop"));
        int before = api.requests().size();

        // When
        reports.write(STATUS);

        // Then
        assertThat(api.requests().subList(before, api.requests().size())).containsExactly(PATCH_STATUS);
    }

    @Test
    void metadataThatCannotBePutRightIsTriedAgainWithTheNextStatus() {
        // Given
        reports.write(STATUS);
        change(metadata -> metadata.setLabels(Map.of()));
        api.refuse("^PATCH .*/echo-lb-x$", 403);
        assertThatExceptionOfType(KubernetesClientException.class).isThrownBy(() -> reports.write(STATUS));
        api.recover();

        // When
        reports.write(STATUS);

        // Then
        assertThat(report().getMetadata().getLabels()).containsEntry("fairlead.io/name", "echo");
    }

    @Test
    void anAnswerThatStopsInItsMiddleIsGivenUp() throws Exception {
        // Given
        try (ServerSocket stalling = Sockets.listen();
                Cluster stalled = Cluster.of(new ConfigBuilder(Config.empty())
                        .withMasterUrl("http://127.0.0.1:" + stalling.getLocalPort())
                        .build())) {
            ReportApi toStalled = new ReportApi(stalled.client(), POD, "echo", new TimeLimit(Duration.ofSeconds(1)));
            Future<?> write = CompletableFuture.runAsync(() -> toStalled.write(STATUS));
            try (Socket request = Sockets.accept(stalling)) {

                // When
                request.getOutputStream().write(HALF_AN_ANSWER.getBytes(StandardCharsets.UTF_8));

                // Then
                assertThatExceptionOfType(ExecutionException.class)
                        .isThrownBy(() -> write.get(20, TimeUnit.SECONDS))
                        .withMessageContaining("no whole answer within 1 s");
            }
        }
    }

    private void change(Consumer<ObjectMeta> change) {
        ProxyReport changed = report();
        change.accept(changed.getMetadata());
        api.client().resource(changed).update();
    }

    private ProxyReport report() {
        return Objects.requireNonNull(api.report("echo-lb-x"));
    }
}
