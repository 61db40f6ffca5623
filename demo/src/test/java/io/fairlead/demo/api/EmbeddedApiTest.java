package io.fairlead.demo.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The API server as its users start it, and clients of it over real connections. */
class EmbeddedApiTest {

    private EmbeddedApi api;

    @BeforeEach
    void start() throws IOException {
        api = EmbeddedApi.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "127.64.128.0/17");
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void aNewClusterHasItsFirstNamespaces() {
        // When, Then
        assertThat(api.client().namespaces().list().getItems())
                .extracting(namespace -> namespace.getMetadata().getName())
                .containsExactly("default", "kube-system");
    }

    @Test
    void anAddressThatIsTakenIsRefused() {
        // Given
        InetSocketAddress taken =
                new InetSocketAddress(api.url().getHost(), api.url().getPort());

        // When, Then
        assertThatThrownBy(() -> EmbeddedApi.start(taken, "127.64.128.0/17")).isInstanceOf(BindException.class);
    }

    @Test
    void theKubeconfigLetsItsReaderIn() {
        // Given
        Config config = Config.fromKubeconfig(api.kubeconfig("shop"));

        // When
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {

            // Then
            assertThat(client.getNamespace()).isEqualTo("shop");
            assertThat(client.namespaces().withName("default").get()).isNotNull();
        }
    }

    @Test
    void nobodyIsLetInWithoutAToken() {
        // Given
        Config config = new ConfigBuilder(Config.fromKubeconfig(api.kubeconfig()))
                .withAutoOAuthToken(null)
                .withOauthToken(null)
                .build();

        // When, Then
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            assertThatThrownBy(() -> client.namespaces().list())
                    .isInstanceOfSatisfying(
                            KubernetesClientException.class,
                            failure -> assertThat(failure.getCode()).isEqualTo(401));
            assertThat(client.getKubernetesVersion()).isNotNull();
        }
    }

    @Test
    void anInformerKnowsWhatComesAndGoes() {
        // Given
        try (SharedIndexInformer<ConfigMap> informer =
                api.client().configMaps().inNamespace("default").inform()) {
            create("a");
            create("b");

            // When
            api.client().configMaps().inNamespace("default").withName("a").delete();

            // Then
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(informer.getStore().list())
                            .extracting(configMap -> configMap.getMetadata().getName())
                            .containsExactly("b"));
        }
    }

    @Test
    void aKindThatIsNotServedCannotBeWatched() {
        // Given
        ResourceDefinitionContext things = new ResourceDefinitionContext.Builder()
                .withGroup("example.com")
                .withVersion("v1")
                .withPlural("things")
                .withKind("Thing")
                .withNamespaced(true)
                .build();

        // When, Then
        assertThatThrownBy(() -> api.client()
                        .genericKubernetesResources(things)
                        .inNamespace("default")
                        .watch(new EndOfWatch<>(new AtomicBoolean())))
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        failure -> assertThat(failure.getCode()).isEqualTo(404));
    }

    @Test
    void aServiceRangeThatIsNoneIsRefused() {
        // Given
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

        // When, Then
        assertThatThrownBy(() -> EmbeddedApi.start(any, "127.0.0.1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("serviceRange: 127.0.0.1 (expected: an IPv4 range of 8-29 bits such as 198.18.0.0/15)");
    }

    @Test
    void closingEndsWatches() {
        // Given
        AtomicBoolean ended = new AtomicBoolean();
        Config config = new ConfigBuilder(Config.fromKubeconfig(api.kubeconfig()))
                .withWatchReconnectLimit(0)
                .build();
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            client.configMaps().inNamespace("default").watch(new EndOfWatch<>(ended));

            // When
            api.close();

            // Then
            await().atMost(Duration.ofSeconds(10)).untilTrue(ended);
        }
    }

    private record EndOfWatch<T>(AtomicBoolean ended) implements Watcher<T> {

        @Override
        public void eventReceived(Action action, T object) {}

        @Override
        public void onClose(WatcherException cause) {
            ended.set(true);
        }
    }

    private void create(String name) {
        api.client()
                .configMaps()
                .inNamespace("default")
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .addToData("a", "1")
                        .build())
                .create();
    }
}
