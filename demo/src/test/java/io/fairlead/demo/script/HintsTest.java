package io.fairlead.demo.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.demo.screen.DemoView.Hint;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HintsTest {

    private static final Path KUBECONFIG = Path.of("/tmp/demo/kubeconfig");
    private static final Path LOGS = Path.of("/tmp/demo/logs");

    private final Scene scene = new Scene();

    private String hints() {
        return hints(Optional.empty());
    }

    private String hints(Optional<String> nsenter) {
        List<Hint> hints = Hints.of(scene.world(), KUBECONFIG, LOGS, nsenter);
        return hints.stream()
                .map(hint -> "%s: %s\n".formatted(hint.what(), hint.line()))
                .collect(Collectors.joining());
    }

    @Test
    void leadToWhatThereIs() {
        // When
        String hints = hints();

        // Then
        assertThat(hints).isEqualTo("""
                kubectl: export KUBECONFIG=/tmp/demo/kubeconfig
                watch it: kubectl get glb -w
                what it found: kubectl describe glb echo
                change it: kubectl edit glb echo
                more proxies: kubectl scale glb echo --replicas=3
                lose a backend: kubectl delete pod echo-1
                lose a proxy: kubectl delete pod echo-lb-1
                metrics: curl http://127.64.0.20:8404/metrics
                gRPC clients call: 127.64.128.7:50050
                what pods say: tail -f /tmp/demo/logs/*.log
                """);
    }

    @Test
    void podsThatAreNotReadyAreLeftOut() {
        // Given
        scene.proxies.put("echo-lb-1", Scene.terminating(Scene.pod("echo-lb-1", "127.64.0.20", true, 0)));

        // When
        String hints = hints();

        // Then
        assertThat(hints)
                .contains("kubectl delete pod echo-lb-2")
                .contains("127.64.0.21:8404")
                .doesNotContain("echo-lb-1");
    }

    @Test
    void leadIntoThePodsNetworkWhereItIsNotTheMachines() {
        // When
        String hints = hints(Optional.of("nsenter --target 7 --net"));

        // Then
        assertThat(hints)
                .contains("metrics: nsenter --target 7 --net curl http://127.64.0.20:8404/metrics\n")
                .contains("a shell in the pods' network: nsenter --target 7 --net bash\n");
    }

    @Test
    void thereAreNoneBeforeTheLoadBalancer() {
        // Given
        scene.algorithm = null;

        // When
        String hints = hints();

        // Then
        assertThat(hints).isEmpty();
    }
}
