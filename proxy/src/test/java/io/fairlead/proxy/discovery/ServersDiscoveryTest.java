package io.fairlead.proxy.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.Server;
import io.fairlead.api.v1alpha1.builder.BackendBuilder;
import io.fairlead.api.v1alpha1.builder.ServerBuilder;
import io.fairlead.proxy.discovery.NameLookup.Answer;
import io.fairlead.proxy.testing.VirtualLoop;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServersDiscoveryTest {

    private static final Answer FAILED = new Answer.Failed("no such name");

    private final VirtualLoop loop = new VirtualLoop();
    private final ScriptedLookup lookup = new ScriptedLookup();
    private final List<List<String>> told = new ArrayList<>();
    private final ServersDiscovery discovery = new ServersDiscovery(
            loop.executor(),
            lookup,
            found -> told.add(found.targets().stream()
                    .map(target -> target.name() + " "
                            + target.address().getAddress().getHostAddress() + ":"
                            + target.address().getPort())
                    .toList()));

    @Test
    void ipAddressesAreToldAtOnceInTheOrderOfTheList() {
        // When
        discovery.update(
                backend(server("b", "10.0.0.2", 2), server("a", "10.0.0.1", 1), server("c", "2001:db8::1", 3)));

        // Then
        assertThat(told).containsExactly(List.of("b 10.0.0.2:2", "a 10.0.0.1:1", "c 2001:db8:0:0:0:0:0:1:3"));
        assertThat(lookup.asked).isEmpty();
    }

    @Test
    void aNameStandsForAllItsAddresses() {
        // Given
        discovery.update(backend(server("echo", "echo.test", 50051)));

        // When
        lookup.answer(found(30, "10.0.0.1", "10.0.0.2"));

        // Then
        assertThat(told).containsExactly(List.of("echo 10.0.0.1:50051", "echo 10.0.0.2:50051"));
    }

    @Test
    void nothingIsToldBeforeEveryNameWasAnsweredFor() {
        // Given
        discovery.update(
                backend(server("ip", "10.0.0.9", 9), server("one", "one.test", 1), server("two", "two.test", 2)));
        lookup.answer("two.test", found(30, "10.0.0.2"));
        int toldBefore = told.size();

        // When
        lookup.answer("one.test", found(30, "10.0.0.1"));

        // Then
        assertThat(toldBefore).isZero();
        assertThat(told).containsExactly(List.of("ip 10.0.0.9:9", "one 10.0.0.1:1", "two 10.0.0.2:2"));
    }

    @Test
    void aNameThatIsAnsweredForAtOnceIsNotToldBeforeTheOthers() {
        // Given
        lookup.atOnce(found(5, "10.0.0.1"));

        // When
        discovery.update(backend(server("one", "one.test", 1), server("two", "two.test", 2)));

        // Then
        assertThat(told).isEmpty();
    }

    @Test
    void aNameThatFailsHoldsTheOthersUpOnce() {
        // Given
        discovery.update(backend(server("ip", "10.0.0.9", 9), server("one", "one.test", 1)));

        // When
        lookup.answer(FAILED);

        // Then
        assertThat(told).containsExactly(List.of("ip 10.0.0.9:9"));
    }

    @Test
    void twoServersOfOneNameShareOneLookup() {
        // Given
        discovery.update(backend(server("a", "echo.test", 1), server("b", "echo.test", 2)));

        // When
        lookup.answer(found(30, "10.0.0.1"));

        // Then
        assertThat(lookup.asked).containsExactly("echo.test at 0 ms");
        assertThat(told).containsExactly(List.of("a 10.0.0.1:1", "b 10.0.0.1:2"));
    }

    @ParameterizedTest
    @CsvSource({"0, 1000", "1, 1000", "30, 30000", "300, 300000", "301, 300000", "86400, 300000"})
    void aNameIsResolvedAgainAfterItsTtlWithinASecondAndFiveMinutes(int ttlSeconds, long againAfterMillis) {
        // Given
        discovery.update(backend(server("echo", "echo.test", 1)));
        lookup.answer(found(ttlSeconds, "10.0.0.1"));
        loop.advance(Duration.ofMillis(againAfterMillis - 1));
        int askedBefore = lookup.asked.size();

        // When
        loop.advance(Duration.ofMillis(1));

        // Then
        assertThat(askedBefore).isEqualTo(1);
        assertThat(lookup.asked).containsExactly("echo.test at 0 ms", "echo.test at " + againAfterMillis + " ms");
    }

    @Test
    void changedAddressesAreTold() {
        // Given
        discovery.update(backend(server("echo", "echo.test", 1)));
        lookup.answer(found(5, "10.0.0.1", "10.0.0.2"));
        loop.advance(Duration.ofSeconds(5));

        // When
        lookup.answer(found(5, "10.0.0.2", "10.0.0.3"));

        // Then
        assertThat(told)
                .containsExactly(
                        List.of("echo 10.0.0.1:1", "echo 10.0.0.2:1"), List.of("echo 10.0.0.2:1", "echo 10.0.0.3:1"));
    }

    @Test
    void theSameAddressesAreNotToldAgain() {
        // Given
        discovery.update(backend(server("echo", "echo.test", 1)));
        lookup.answer(found(5, "10.0.0.1"));
        loop.advance(Duration.ofSeconds(5));

        // When
        lookup.answer(found(9, "10.0.0.1"));

        // Then
        assertThat(told).hasSize(1);
    }

    @Test
    void aFailureKeepsTheLastAddressesAndIsTriedAgainEverySecond() {
        // Given
        discovery.update(backend(server("echo", "echo.test", 1)));
        lookup.answer(found(60, "10.0.0.1"));
        loop.advance(Duration.ofSeconds(60));

        // When
        for (int i = 0; i < 3; i++) {
            lookup.answer(FAILED);
            loop.advance(Duration.ofSeconds(1));
        }

        // Then
        assertThat(told).containsExactly(List.of("echo 10.0.0.1:1"));
        assertThat(lookup.asked)
                .containsExactly(
                        "echo.test at 0 ms",
                        "echo.test at 60000 ms",
                        "echo.test at 61000 ms",
                        "echo.test at 62000 ms",
                        "echo.test at 63000 ms");
    }

    @Test
    void aNameThatResolvesAgainIsToldAndGoesBackToItsTtl() {
        // Given
        discovery.update(backend(server("echo", "echo.test", 1)));
        lookup.answer(FAILED);
        loop.advance(Duration.ofSeconds(1));

        // When
        lookup.answer(found(60, "10.0.0.1"));
        loop.advance(Duration.ofSeconds(60));

        // Then
        assertThat(told).containsExactly(List.of(), List.of("echo 10.0.0.1:1"));
        assertThat(lookup.asked).containsExactly("echo.test at 0 ms", "echo.test at 1000 ms", "echo.test at 61000 ms");
    }

    @Test
    void anUpdateKeepsWhatIsKnownOfNamesThatStay() {
        // Given
        discovery.update(backend(server("echo", "echo.test", 1)));
        lookup.answer(found(60, "10.0.0.1"));
        loop.advance(Duration.ofSeconds(10));

        // When
        discovery.update(backend(server("echo", "echo.test", 2), server("ip", "10.0.0.9", 9)));
        loop.advance(Duration.ofSeconds(50));

        // Then
        assertThat(told).containsExactly(List.of("echo 10.0.0.1:1"), List.of("echo 10.0.0.1:2", "ip 10.0.0.9:9"));
        assertThat(lookup.asked).containsExactly("echo.test at 0 ms", "echo.test at 60000 ms");
    }

    @Test
    void anUpdateWithTheSameServersTellsNothing() {
        // Given
        discovery.update(backend(server("ip", "10.0.0.9", 9)));

        // When
        discovery.update(backend(server("ip", "10.0.0.9", 9)));

        // Then
        assertThat(told).hasSize(1);
    }

    @Test
    void aNameThatIsGoneIsResolvedNoMore() {
        // Given
        discovery.update(backend(server("old", "old.test", 1)));
        lookup.answer(found(5, "10.0.0.1"));

        // When
        discovery.update(backend(server("ip", "10.0.0.9", 9)));
        loop.advance(Duration.ofMinutes(10));

        // Then
        assertThat(told).containsExactly(List.of("old 10.0.0.1:1"), List.of("ip 10.0.0.9:9"));
        assertThat(lookup.asked).containsExactly("old.test at 0 ms");
    }

    @Test
    void anAnswerForANameThatIsGoneIsNotTaken() {
        // Given
        discovery.update(backend(server("old", "old.test", 1)));
        discovery.update(backend(server("ip", "10.0.0.9", 9)));

        // When
        lookup.answer(found(5, "10.0.0.1"));
        loop.advance(Duration.ofMinutes(10));

        // Then
        assertThat(told).containsExactly(List.of("ip 10.0.0.9:9"));
        assertThat(lookup.asked).containsExactly("old.test at 0 ms");
    }

    @Test
    void aStoppedDiscoveryAsksAndTellsNothing() {
        // Given
        discovery.update(backend(server("echo", "echo.test", 1)));
        lookup.answer(found(5, "10.0.0.1"));
        loop.advance(Duration.ofSeconds(5));

        // When
        discovery.stop();
        lookup.answer(found(5, "10.0.0.2"));
        loop.advance(Duration.ofMinutes(10));

        // Then
        assertThat(told).hasSize(1);
        assertThat(lookup.asked).hasSize(2);
    }

    private static Backend backend(Server... servers) {
        return BackendBuilder.builder().name("echo").servers(List.of(servers)).build();
    }

    private static Answer found(int ttlSeconds, String... addresses) {
        List<InetAddress> all = new ArrayList<>();
        for (String address : addresses) {
            try {
                all.add(InetAddress.getByName(address));
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(e);
            }
        }
        return new Answer.Found(all, Duration.ofSeconds(ttlSeconds));
    }

    /** Notes what is asked and when; it answers when the test says so. */
    private final class ScriptedLookup implements NameLookup {

        private record Question(String name, Consumer<Answer> answer) {}

        private final List<String> asked = new ArrayList<>();
        private final Queue<Question> open = new ArrayDeque<>();
        private @Nullable Answer atOnce;

        @Override
        public void resolve(String name, Consumer<Answer> answer) {
            asked.add(name + " at " + loop.elapsed().toMillis() + " ms");
            Answer known = atOnce;
            if (known == null) {
                open.add(new Question(name, answer));
            } else {
                atOnce = null;
                answer.accept(known);
            }
        }

        /** Has the next question answered before it returns, as a name in {@code /etc/hosts} is. */
        void atOnce(Answer answer) {
            atOnce = answer;
        }

        /** Answers the oldest question. */
        void answer(Answer answer) {
            open.remove().answer().accept(answer);
        }

        /** Answers the oldest question for {@code name}. */
        void answer(String name, Answer answer) {
            Question question = open.stream()
                    .filter(candidate -> candidate.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            open.remove(question);
            question.answer().accept(answer);
        }
    }

    private static Server server(String name, String address, int port) {
        return ServerBuilder.builder().name(name).address(address).port(port).build();
    }
}
