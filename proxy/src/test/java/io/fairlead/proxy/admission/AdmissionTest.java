package io.fairlead.proxy.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.AccessRules;
import io.fairlead.api.v1alpha1.ConnectionRate;
import io.fairlead.api.v1alpha1.SourceLimits;
import io.fairlead.api.v1alpha1.builder.ListenerBuilder;
import io.fairlead.proxy.admission.Verdict.Counted;
import io.fairlead.proxy.admission.Verdict.Rejected;
import io.fairlead.proxy.admission.Verdict.Uncounted;
import io.fairlead.proxy.transport.Rejection;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionTest {

    private static final int MANY = 1_000_000;

    private final SourceTable sources = new SourceTable();
    private long nowNanos;

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, true",
        "10.255.0.1, false",
        "11.0.0.1, false",
        "2001:db8::7, true",
        "2001:db9::7, false",
        "::ffff:10.1.2.3, true",
        "::ffff:10.255.0.1, false"
    })
    void whoIsAllowedAndNotDeniedMayConnect(String client, boolean admitted) {
        // Given
        AccessRules rules = new AccessRules(List.of("10.0.0.0/8", "2001:db8::/32"), List.of("10.255.0.0/16"));
        Admission admission = new Admission(
                ListenerBuilder.builder().name("grpc").access(rules).build(), sources);

        // When
        Verdict verdict = admission.admit(address(client), nowNanos);

        // Then
        assertThat(verdict).isEqualTo(admitted ? Uncounted.UNCOUNTED : new Rejected(Rejection.ACCESS));
    }

    @Test
    void whereNothingIsSaidOfWhoMayAllMayButThoseDenied() {
        // Given
        AccessRules rules = new AccessRules(null, List.of("10.0.0.1"));
        Admission admission = new Admission(
                ListenerBuilder.builder().name("grpc").access(rules).build(), sources);

        // When
        List<String> verdicts = List.of(
                text(admission.admit(address("10.0.0.1"), nowNanos)),
                text(admission.admit(address("10.0.0.2"), nowNanos)),
                text(admission.admit(address("::1"), nowNanos)));

        // Then
        assertThat(verdicts).containsExactly("ACCESS", "admitted", "admitted");
    }

    @Test
    void anAddressHasNoMoreConnectionsThanItMayAndAnotherAddressHasItsOwn() {
        // Given
        Admission admission = limited(2, null, MANY);
        Counted first = (Counted) admission.admit(address("10.0.0.1"), nowNanos);
        admission.admit(address("10.0.0.1"), nowNanos);

        // When
        List<String> verdicts = new ArrayList<>();
        verdicts.add(attempt(admission, "10.0.0.1"));
        verdicts.add(attempt(admission, "10.0.0.2"));
        first.release(nowNanos);
        verdicts.add(attempt(admission, "10.0.0.1"));
        verdicts.add(attempt(admission, "10.0.0.1"));

        // Then
        assertThat(verdicts).containsExactly("SOURCE_CONNECTIONS", "admitted", "admitted", "SOURCE_CONNECTIONS");
    }

    @Test
    void eventLoopsThatTakeConnectionsAtTheSameTimeKeepTheLimitToTheLast() throws Exception {
        // Given
        Admission admission = limited(100, null, MANY);
        CountDownLatch begin = new CountDownLatch(1);
        Callable<Integer> loop = () -> {
            begin.await();
            int admitted = 0;
            for (int i = 0; i < 1_000; i++) {
                if (admission.admit(address("10.0.0.1"), nowNanos) instanceof Counted) {
                    admitted++;
                }
            }
            return admitted;
        };
        try (ExecutorService loops = Executors.newFixedThreadPool(4)) {
            List<Future<Integer>> running =
                    List.of(loops.submit(loop), loops.submit(loop), loops.submit(loop), loops.submit(loop));

            // When
            begin.countDown();

            // Then
            int sum = 0;
            for (Future<Integer> each : running) {
                sum += each.get();
            }
            assertThat(sum).isEqualTo(100);
        }
    }

    @Test
    void anAddressOpensNoMoreConnectionsInAPeriodThanItMay() {
        // Given
        Admission admission = limited(null, rate(3), MANY);

        // When
        List<String> verdicts = attempts(admission, 4);

        // Then
        assertThat(verdicts).containsExactly("admitted", "admitted", "admitted", "SOURCE_RATE");
    }

    @Test
    void whatAnAddressDidInThePeriodBeforeFadesEvenlyOverTheNext() {
        // Given
        Admission admission = limited(null, rate(10), MANY);
        attempts(admission, 10);

        // When
        pass(Duration.ofMillis(1_500));
        Map<String, Long> verdicts = counted(attempts(admission, 10));

        // Then: half of the 10 before count
        assertThat(verdicts).containsOnly(Map.entry("admitted", 5L), Map.entry("SOURCE_RATE", 5L));
    }

    @Test
    void anAddressThatWasQuietForTwoPeriodsBeginsAnew() {
        // Given
        Admission admission = limited(null, rate(10), MANY);
        attempts(admission, 30);

        // When
        pass(Duration.ofSeconds(2));
        Map<String, Long> verdicts = counted(attempts(admission, 11));

        // Then
        assertThat(verdicts).containsOnly(Map.entry("admitted", 10L), Map.entry("SOURCE_RATE", 1L));
    }

    @Test
    void anAddressThatGoesOnTooFastStaysOut() {
        // Given
        Admission admission = limited(null, rate(10), MANY);
        attempts(admission, 10);
        List<String> verdicts = new ArrayList<>();

        // When: 20 in a second, for ten of them
        for (int i = 0; i < 200; i++) {
            pass(Duration.ofMillis(50));
            verdicts.add(attempt(admission, "10.0.0.1"));
        }

        // Then
        assertThat(verdicts).containsOnly("SOURCE_RATE");
    }

    @Test
    void anotherRateHoldsFromItsReloadOnForWhatWasCountedBefore() {
        // Given
        attempts(limited(null, rate(10), MANY), 8);

        // When
        String verdict = attempt(limited(null, rate(8), MANY), "10.0.0.1");

        // Then
        assertThat(verdict).isEqualTo("SOURCE_RATE");
    }

    @Test
    void theAddressThatWasNotSeenForTheLongestTimeIsForgotten() {
        // Given
        Admission admission = limited(null, rate(1), 3);
        for (String client : List.of("10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.1")) {
            passBy(admission, client);
        }

        // When
        passBy(admission, "10.0.0.4");

        // Then: those that are remembered have used up their rate
        assertThat(List.of(
                        attempt(admission, "10.0.0.1"), attempt(admission, "10.0.0.3"), attempt(admission, "10.0.0.4")))
                .containsOnly("SOURCE_RATE");
        assertThat(attempt(admission, "10.0.0.2")).isEqualTo("admitted");
    }

    @Test
    void whenAllWereSeenAgainTheirNewOrderCounts() {
        // Given
        Admission admission = limited(null, rate(1), 3);
        for (String client : List.of("10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.3", "10.0.0.1", "10.0.0.2")) {
            passBy(admission, client);
        }

        // When
        passBy(admission, "10.0.0.4");

        // Then
        assertThat(List.of(attempt(admission, "10.0.0.1"), attempt(admission, "10.0.0.2")))
                .containsOnly("SOURCE_RATE");
        assertThat(attempt(admission, "10.0.0.3")).isEqualTo("admitted");
    }

    @Test
    void anAddressThatHasConnectionsIsNotForgotten() {
        // Given
        Admission admission = limited(1, null, 2);
        Counted first = (Counted) admission.admit(address("10.0.0.1"), nowNanos);

        // When
        for (int i = 2; i < 200; i++) {
            passBy(admission, "10.0.0." + i);
        }

        // Then
        assertThat(attempt(admission, "10.0.0.1")).isEqualTo("SOURCE_CONNECTIONS");
        assertThat(sources.size()).isEqualTo(2);
        first.release(nowNanos);
        assertThat(attempt(admission, "10.0.0.1")).isEqualTo("admitted");
    }

    @Test
    void anAddressWhoseLastConnectionEndedIsAsOldAsThat() {
        // Given
        Admission admission = limited(1, rate(1), 2);
        Counted first = (Counted) admission.admit(address("10.0.0.1"), nowNanos);
        pass(Duration.ofMillis(1));
        passBy(admission, "10.0.0.2");
        first.release(nowNanos);

        // When
        passBy(admission, "10.0.0.3");

        // Then
        assertThat(attempt(admission, "10.0.0.1")).isEqualTo("SOURCE_RATE");
    }

    @Test
    void thereMayBeMoreThanTheSizeWhereAllHaveConnections() {
        // Given
        Admission admission = limited(1, null, 2);
        List<Counted> places = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            places.add((Counted) admission.admit(address("10.0.0." + i), nowNanos));
        }
        int whileConnected = sources.size();

        // When
        places.forEach(place -> place.release(nowNanos));
        passBy(admission, "10.0.1.1");

        // Then
        assertThat(whileConnected).isEqualTo(5);
        assertThat(sources.size()).isEqualTo(2);
    }

    @Test
    void eventLoopsThatForgetAndTakeAtTheSameTimeKeepTheLimit() throws Exception {
        // Given
        Admission admission = limited(1, null, 1);
        AtomicIntegerArray connections = new AtomicIntegerArray(7);
        Callable<Integer> loop = () -> {
            int most = 0;
            for (int i = 0; i < 50_000; i++) {
                int client = i % connections.length();
                if (admission.admit(address("10.0.0." + client), i) instanceof Counted place) {
                    most = Math.max(most, connections.incrementAndGet(client));
                    connections.decrementAndGet(client);
                    place.release(i);
                }
            }
            return most;
        };
        try (ExecutorService loops = Executors.newFixedThreadPool(3)) {

            // When
            List<Future<Integer>> running = List.of(loops.submit(loop), loops.submit(loop), loops.submit(loop));

            // Then
            for (Future<Integer> each : running) {
                assertThat(each.get()).isEqualTo(1);
            }
        }
        for (int i = 0; i < connections.length(); i++) {
            assertThat(attempt(admission, "10.0.0." + i)).isEqualTo("admitted");
        }
    }

    private Admission limited(@Nullable Integer connections, @Nullable ConnectionRate rate, int size) {
        SourceLimits limits = new SourceLimits(connections, rate, size);
        return new Admission(
                ListenerBuilder.builder().name("grpc").sourceLimits(limits).build(), sources);
    }

    private static ConnectionRate rate(int connections) {
        return new ConnectionRate(connections, Duration.ofSeconds(1));
    }

    private void pass(Duration time) {
        nowNanos += time.toNanos();
    }

    /** Connects and leaves, a millisecond after whoever did before. */
    private void passBy(Admission admission, String client) {
        pass(Duration.ofMillis(1));
        if (admission.admit(address(client), nowNanos) instanceof Counted place) {
            place.release(nowNanos);
        }
    }

    private List<String> attempts(Admission admission, int count) {
        List<String> verdicts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            verdicts.add(attempt(admission, "10.0.0.1"));
        }
        return verdicts;
    }

    private static Map<String, Long> counted(List<String> verdicts) {
        return verdicts.stream().collect(Collectors.groupingBy(verdict -> verdict, Collectors.counting()));
    }

    /** Connects and stays; returns what became of it. */
    private String attempt(Admission admission, String client) {
        return text(admission.admit(address(client), nowNanos));
    }

    private static String text(Verdict verdict) {
        return switch (verdict) {
            case Rejected rejected -> rejected.reason().name();
            case Uncounted free -> "admitted";
            case Counted place -> "admitted";
        };
    }

    private static InetAddress address(String text) {
        return NetUtil.createInetAddressFromIpAddressString(text);
    }
}
