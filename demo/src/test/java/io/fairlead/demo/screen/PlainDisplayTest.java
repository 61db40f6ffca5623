package io.fairlead.demo.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PlainDisplayTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PlainDisplay display =
            new PlainDisplay(new PrintStream(bytes, true, StandardCharsets.UTF_8), new Look(false, Glyphs.unicode()));

    @Test
    void saysWhereItRunsOnceAndHowItGoesNowAndThen() {
        // Given
        DemoView first = Views.backendDown();

        // When
        display.show(first);
        display.show(at(first, first.elapsed().plusMillis(4_900)));
        display.show(at(first, first.elapsed().plusMillis(5_000)));

        // Then
        assertThat(written()).isEqualTo("""
                  13.7s  embedded API server https://127.64.0.1:6443
                  13.7s  export KUBECONFIG=/tmp/fairlead-demo-4711/kubeconfig
                  13.7s  calls: 4,066 sent, 0 failed, 1 connection, 411/s; echo-6b7f5c9d8-2xk9p Up L4OK 1,432 (50%); \
                echo-6b7f5c9d8-8hv4d Down L4CON 1,204 (0%); echo-6b7f5c9d8-tq7zr Up L4OK 1,430 (50%)
                  18.7s  calls: 4,066 sent, 0 failed, 1 connection, 411/s; echo-6b7f5c9d8-2xk9p Up L4OK 1,432 (50%); \
                echo-6b7f5c9d8-8hv4d Down L4CON 1,204 (0%); echo-6b7f5c9d8-tq7zr Up L4OK 1,430 (50%)
                """);
    }

    @Test
    void saysWhatHappensInOneLineWhateverTheWords() {
        // When
        display.say(new DemoEvent(Duration.ofMillis(12_340), DemoEvent.Kind.WARNING, "a\u001b[2Jb\nc\u202ed"));

        // Then
        assertThat(written()).isEqualTo("  12.3s  a [2Jb c d\n");
    }

    @Test
    void tellsHowToPlayOnceTheScriptIsOver() {
        // When
        display.show(Views.backendDown());
        display.show(Views.playing());
        display.show(Views.playing());

        // Then
        assertThat(written()).containsOnlyOnce("try: kubectl get glb echo -w   # conditions as they change");
    }

    @Test
    void endsWithTheSummaryAndThenIsSilent() {
        // Given
        display.show(Views.backendDown());
        bytes.reset();

        // When
        display.close();
        display.close();
        display.show(Views.playing());
        display.say(Views.events().getFirst());

        // Then
        assertThat(written())
                .startsWith("fairlead demo: 13.7s on the embedded API server, 4,066 calls, 0 failed, 1 connection\n")
                .containsOnlyOnce("a backend is killed: calls go on")
                .endsWith("a proxy is killed\n");
    }

    private static DemoView at(DemoView view, Duration elapsed) {
        return new DemoView(
                view.place(),
                elapsed,
                view.total(),
                view.operatorRunning(),
                view.loadBalancer(),
                view.created(),
                view.proxies(),
                view.backends(),
                view.calls(),
                view.steps(),
                view.hints());
    }

    /** Without the padding at the ends of the lines. */
    private String written() {
        return bytes.toString(StandardCharsets.UTF_8).replaceAll(" +\n", "\n");
    }
}
