package io.fairlead.proxy.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.testing.Endpoints;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientTableTest {

    private static final long SEED = 7;
    private static final EndpointKey SRV1 = key(1);
    private static final EndpointKey SRV2 = key(2);

    private final MockTicker ticker = Ticker.newMockTicker();

    @Test
    void remembersTheEndpointThatAClientWasGivenLast() {
        // Given
        ClientTable table = table(10, null);
        table.store(client("10.0.0.1"), SRV1);
        table.store(client("10.0.0.2"), SRV1);

        // When
        table.store(client("10.0.0.1"), SRV2);

        // Then
        assertThat(table.find(client("10.0.0.1"))).isEqualTo(SRV2);
        assertThat(table.find(client("10.0.0.2"))).isEqualTo(SRV1);
        assertThat(table.find(client("10.0.0.3"))).isNull();
        assertThat(table.size()).isEqualTo(2);
    }

    @Test
    void tellsAddressesOfBothFamiliesApart() {
        // Given
        List<String> addresses = List.of("0.0.0.1", "::1", "1.0.0.0", "2001:db8::1", "2001:db8:1::1", "::1:0:0:1");
        ClientTable table = table(10, null);
        for (int i = 0; i < addresses.size(); i++) {
            table.store(client(addresses.get(i)), key(i));
        }

        // When
        List<@Nullable EndpointKey> found = addresses.stream()
                .<@Nullable EndpointKey>map(address -> table.find(client(address)))
                .toList();

        // Then
        assertThat(found).containsExactly(key(0), key(1), key(2), key(3), key(4), key(5));
    }

    @Test
    void forgetsTheClientNotSeenForTheLongestTimeWhereThereAreTooMany() {
        // Given
        ClientTable table = table(3, null);
        table.store(client("10.0.0.1"), SRV1);
        table.store(client("10.0.0.2"), SRV1);
        table.store(client("10.0.0.3"), SRV1);
        table.find(client("10.0.0.1"));

        // When
        table.store(client("10.0.0.4"), SRV1);

        // Then
        assertThat(table.find(client("10.0.0.2"))).isNull();
        assertThat(table.find(client("10.0.0.1"))).isEqualTo(SRV1);
        assertThat(table.size()).isEqualTo(3);
    }

    @Test
    void forgetsAClientOnceItsTimeIsOver() {
        // Given
        ClientTable table = table(10, Duration.ofMinutes(30));
        table.store(client("10.0.0.1"), SRV1);
        table.store(client("10.0.0.2"), SRV1);
        pass(Duration.ofMinutes(29));
        table.find(client("10.0.0.1"));

        // When
        pass(Duration.ofMinutes(1));

        // Then
        assertThat(table.size()).isEqualTo(1);
        assertThat(table.find(client("10.0.0.2"))).isNull();
        assertThat(table.find(client("10.0.0.1"))).isEqualTo(SRV1);
    }

    @Test
    void remembersForEverWithoutAnExpiry() {
        // Given
        ClientTable table = table(10, null);
        table.store(client("10.0.0.1"), SRV1);

        // When
        pass(Duration.ofDays(10_000));

        // Then
        assertThat(table.find(client("10.0.0.1"))).isEqualTo(SRV1);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 100})
    void keepsTheClientsSeenLastWhenItsCapacityChanges(int capacity) {
        // Given
        ClientTable table = table(4, null);
        for (int i = 1; i <= 4; i++) {
            table.store(client("10.0.0." + i), key(i));
        }
        table.find(client("10.0.0.1"));

        // When
        table.configure(capacity, null);

        // Then
        assertThat(table.size()).isEqualTo(Math.min(capacity, 4));
        assertThat(table.find(client("10.0.0.1"))).isEqualTo(key(1));
        assertThat(table.find(client("10.0.0.4"))).isEqualTo(key(4));
        assertThat(table.find(client("10.0.0.2"))).isEqualTo(capacity < 4 ? null : key(2));
    }

    @Test
    void goesByTheExpiryThatIsConfiguredLast() {
        // Given
        ClientTable table = table(10, Duration.ofMinutes(30));
        table.store(client("10.0.0.1"), SRV1);
        pass(Duration.ofMinutes(10));

        // When
        table.configure(10, Duration.ofMinutes(5));

        // Then
        assertThat(table.size()).isZero();
    }

    /** The same steps on a map of the library that is ordered by access. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 1000})
    void doesWhatAnOrderedMapDoes(int capacity) {
        // Given
        Random random = new Random(capacity);
        Map<InetAddress, EndpointKey> expected = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<InetAddress, EndpointKey> eldest) {
                return size() > capacity;
            }
        };
        List<InetAddress> clients = Endpoints.clients(2 * capacity + 1);
        ClientTable table = table(capacity, null);

        for (int step = 0; step < 20_000; step++) {
            InetAddress client = clients.get(random.nextInt(clients.size()));

            // When
            EndpointKey found = table.find(client);

            // Then
            assertThat(found).isEqualTo(expected.get(client));
            if (random.nextBoolean()) {
                EndpointKey given = key(random.nextInt(100));
                table.store(client, given);
                expected.put(client, given);
            }
            assertThat(table.size()).isEqualTo(expected.size());
        }
    }

    @Test
    void isUsedByManyThreadsAtOnce() throws Exception {
        // Given
        List<InetAddress> clients = Endpoints.clients(2000);
        ClientTable table = table(1000, null);
        Callable<Void> work = () -> {
            for (int round = 0; round < 20; round++) {
                for (int i = 0; i < clients.size(); i++) {
                    table.store(clients.get(i), key(i));
                    EndpointKey found = table.find(clients.get(i));
                    assertThat(found == null || found.equals(key(i))).isTrue();
                }
            }
            return null;
        };

        // When
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<Void> done : threads.invokeAll(List.of(work, work, work, work))) {
                done.get();
            }
        }

        // Then
        assertThat(table.size()).isEqualTo(1000);
    }

    private ClientTable table(int capacity, @Nullable Duration expire) {
        return new ClientTable(capacity, expire, ticker, SEED);
    }

    private void pass(Duration time) {
        ticker.advance(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static EndpointKey key(int number) {
        return new EndpointKey("srv" + number, InetSocketAddress.createUnresolved("srv" + number, 50051));
    }

    private static InetAddress client(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
