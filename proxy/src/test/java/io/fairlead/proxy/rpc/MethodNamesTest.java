package io.fairlead.proxy.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MethodNamesTest {

    private static final MethodName SAY = new MethodName("echo.Echo", "Say");

    private final MethodNames names = new MethodNames();

    @Test
    void knowsWhatIsListedWhateverBecomesOfIt() {
        // Given
        names.configure(List.of("/echo.Echo/Say"), 0);

        // When
        MethodName name = names.of(
                new RpcRecordBuilder().path("/echo.Echo/Say").noServer().build());

        // Then
        assertThat(name).isEqualTo(SAY);
    }

    @Test
    void knowsNothingBeforeItIsConfigured() {
        // When
        MethodName name = names.of(new RpcRecordBuilder().build());

        // Then
        assertThat(name).isSameAs(MethodName.OTHER);
    }

    @ParameterizedTest
    @CsvSource({
        // answered, gRPC status, whether its name is kept
        "true,  0,  true",
        "true,  -1, true",
        "true,  13, true",
        "true,  14, true",
        "true,  12, false",
        "true,  7,  false",
        "true,  16, false",
        "false, 0,  false",
        "false, 14, false",
    })
    void learnsWhatAServerHasAnsweredAsItsOwn(boolean answered, int status, boolean learned) {
        // Given
        names.configure(List.of(), 1);

        // When
        MethodName name = names.of(new RpcRecordBuilder()
                .path("/echo.Echo/Say")
                .answered(answered)
                .grpcStatus(status)
                .build());

        // Then
        assertThat(name).isEqualTo(learned ? SAY : MethodName.OTHER);
        assertThat(names.all().contains(SAY)).isEqualTo(learned);
    }

    @Test
    void learnsAsManyAsItMayAndKeepsThem() {
        // Given
        names.configure(List.of("/listed.One/Call"), 2);
        List<MethodName> learned = new ArrayList<>();

        // When
        for (String path : List.of("/a.A/One", "/listed.One/Call", "/b.B/Two", "/c.C/Three", "/a.A/One")) {
            learned.add(names.of(new RpcRecordBuilder().path(path).build()));
        }

        // Then
        assertThat(learned)
                .containsExactly(
                        new MethodName("a.A", "One"),
                        new MethodName("listed.One", "Call"),
                        new MethodName("b.B", "Two"),
                        MethodName.OTHER,
                        new MethodName("a.A", "One"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "//",
                "/Say",
                "/echo.Echo/",
                "//Say",
                "echo.Echo/Say",
                "*",
                "/echo.Echo/S y",
                "/echo.Echo/S\"y",
                "/echo.Echo/S\ny",
                "/echo.Echo/S\u00e4y",
            })
    void learnsNothingThatIsNoMethod(String path) {
        // Given
        names.configure(List.of(), 10);

        // When
        MethodName name = names.of(new RpcRecordBuilder().path(path).build());

        // Then
        assertThat(name).isSameAs(MethodName.OTHER);
        assertThat(names.all()).containsExactly(MethodName.OTHER);
    }

    @Test
    void learnsNoNameThatIsLongerThanOneThatCanBeListed() {
        // Given
        names.configure(List.of(), 10);
        String longest = "/" + "s".repeat(127) + "/" + "m".repeat(127);

        // When
        List<MethodName> of = List.of(
                names.of(new RpcRecordBuilder().path(longest).build()),
                names.of(new RpcRecordBuilder().path(longest + "m").build()));

        // Then
        assertThat(of).containsExactly(new MethodName("s".repeat(127), "m".repeat(127)), MethodName.OTHER);
    }

    @Test
    void keepsTheFirstOnesWhereAReloadLeavesRoomForFewer() {
        // Given
        names.configure(List.of(), 3);
        for (String path : List.of("/a.A/One", "/b.B/Two", "/c.C/Three")) {
            names.of(new RpcRecordBuilder().path(path).build());
        }

        // When
        names.configure(List.of("/d.D/Four"), 1);

        // Then
        assertThat(names.all())
                .containsExactlyInAnyOrder(
                        new MethodName("a.A", "One"), new MethodName("d.D", "Four"), MethodName.OTHER);
    }

    @Test
    void takesNoRoomForALearnedNameThatIsListedNow() {
        // Given
        names.configure(List.of(), 1);
        names.of(new RpcRecordBuilder().path("/a.A/One").build());
        names.configure(List.of("/a.A/One"), 1);

        // When
        MethodName name = names.of(new RpcRecordBuilder().path("/b.B/Two").build());

        // Then
        assertThat(name).isEqualTo(new MethodName("b.B", "Two"));
    }

    @Test
    void forgetsANameThatIsListedNoMoreUntilAServerAnswersIt() {
        // Given
        names.configure(List.of("/echo.Echo/Say"), 1);
        names.configure(List.of(), 1);
        Set<MethodName> forgotten = names.all();

        // When
        MethodName name = names.of(new RpcRecordBuilder().path("/echo.Echo/Say").build());

        // Then
        assertThat(forgotten).containsExactly(MethodName.OTHER);
        assertThat(name).isEqualTo(SAY);
    }

    @Test
    @Timeout(30)
    void learnsNoMoreThanItMayHoweverManyThreadsAsk() throws InterruptedException {
        // Given
        names.configure(List.of(), 100);
        Set<MethodName> seen = ConcurrentHashMap.newKeySet();
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(thread -> Thread.ofPlatform().unstarted(() -> {
                    for (int i = 0; i < 2_000; i++) {
                        seen.add(names.of(new RpcRecordBuilder()
                                .path("/made.Up/Method" + (i + 500 * thread))
                                .build()));
                    }
                }))
                .toList();

        // When
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        // Then
        assertThat(seen).hasSize(101).contains(MethodName.OTHER).isEqualTo(names.all());
    }
}
