package io.fairlead.demo.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.ListenerMode;
import io.fairlead.api.v1alpha1.ProxyReport;
import io.fairlead.demo.api.EmbeddedApi;
import io.fairlead.demo.testing.TestApi;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchesTest {

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Map<String, String> OWNED = Map.of("fairlead.io/name", "echo");

    private EmbeddedApi api;
    private Watches watches;

    @BeforeEach
    void start() throws IOException {
        api = TestApi.start("127.79.0.0/24", "fairlead-demo");
        for (Class<? extends HasMetadata> type : List.of(GrpcLoadBalancer.class, ProxyReport.class)) {
            create(type);
        }
        watches = Watches.start(api.client());
    }

    private void create(Class<? extends HasMetadata> type) throws IOException {
        try (InputStream file = type.getResourceAsStream(HasMetadata.getFullResourceName(type) + ".yaml")) {
            api.client().load(file).create();
        }
    }

    @AfterEach
    void close() {
        watches.close();
        api.close();
    }

    private World world() {
        return watches.world(Duration.ofSeconds(3), CallCounts.NONE, Set.of("echo-1"), true);
    }

    private void create(HasMetadata object) {
        api.client().resource(object).inNamespace("fairlead-demo").create();
    }

    private static Pod pod(String name, Map<String, String> labels) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("any")
                .withImage("any")
                .endContainer()
                .endSpec()
                .build();
    }

    @Test
    void seesTheSampleLoadBalancer() {
        // Given
        Sample.objects(api.client(), ListenerMode.TCP).stream()
                .filter(object -> object.getKind().equals("GrpcLoadBalancer"))
                .forEach(this::create);

        // When
        await().atMost(LONGEST).until(() -> world().loadBalancer() != null);

        // Then
        assertThat(Objects.requireNonNull(world().loadBalancer()).getSpec().listeners())
                .hasSize(1);
    }

    @Test
    void tellsProxiesFromBackends() {
        // Given
        create(pod("echo-lb-2", OWNED));
        create(pod("echo-lb-1", OWNED));
        create(pod("echo-1", Map.of("app", "echo")));
        create(pod("another", Map.of("app", "another")));

        // When
        await().atMost(LONGEST)
                .until(() ->
                        world().proxies().size() == 2 && !world().backends().isEmpty());

        // Then
        assertThat(world().proxies())
                .extracting(pod -> pod.getMetadata().getName())
                .containsExactly("echo-lb-1", "echo-lb-2");
        assertThat(world().backends())
                .extracting(pod -> pod.getMetadata().getName())
                .containsExactly("echo-1");
    }

    @Test
    void hasOwnedObjectsInTheOrderInWhichTheyCame() {
        // Given
        create(new ServiceBuilder()
                .withNewMetadata()
                .withName("echo-lb")
                .withLabels(OWNED)
                .endMetadata()
                .withNewSpec()
                .addNewPort()
                .withPort(50_050)
                .endPort()
                .endSpec()
                .build());
        await().atMost(LONGEST).until(() -> world().owned().size() == 1);
        create(new ConfigMapBuilder()
                .withNewMetadata()
                .withName("echo-lb")
                .withLabels(OWNED)
                .endMetadata()
                .build());
        create(new ConfigMapBuilder()
                .withNewMetadata()
                .withName("another")
                .withLabels(OWNED)
                .endMetadata()
                .build());

        // When
        await().atMost(LONGEST).until(() -> world().owned().size() == 2);

        // Then
        assertThat(world().owned()).extracting(HasMetadata::getKind).containsExactly("Service", "ConfigMap");
    }

    @Test
    void passesOnWhatIsKnownElsewhere() {
        // When
        World world = world();

        // Then
        assertThat(world.now()).isEqualTo(Duration.ofSeconds(3));
        assertThat(world.crashed()).containsExactly("echo-1");
        assertThat(world.operatorRunning()).isTrue();
        assertThat(world.loadBalancer()).isNull();
    }
}
