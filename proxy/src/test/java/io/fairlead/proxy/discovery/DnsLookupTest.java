package io.fairlead.proxy.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.discovery.NameLookup.Answer;
import io.fairlead.proxy.testing.DnsServer;
import io.fairlead.proxy.transport.Transport;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Transport.class)
class DnsLookupTest {

    private final DnsServer server = DnsServer.start();
    private final EventLoopGroup loops;
    private final EventLoop loop;
    private final DnsLookup lookup;

    DnsLookupTest(Transport transport) {
        loops = transport.newEventLoops(1, "dns-test");
        loop = loops.next();
        lookup = new DnsLookup(transport, loop, server.provider());
    }

    @AfterEach
    void stop() {
        loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).awaitUninterruptibly();
        server.close();
    }

    @Test
    void allAddressesAreFoundInAnOrderOfTheirOwn() throws Exception {
        // Given
        server.answer("echo.test", 30, "10.0.0.3", "10.0.0.1", "10.0.0.2");

        // When
        Answer answer = resolve("echo.test");

        // Then
        assertThat(answer).isEqualTo(found(30, "10.0.0.1", "10.0.0.2", "10.0.0.3"));
    }

    @Test
    void addressesOfBothFamiliesAreFound() throws Exception {
        // Given
        server.answer("echo.test", 30, "10.0.0.1", "2001:db8::1");

        // When
        Answer answer = resolve("echo.test");

        // Then
        assertThat(answer).isEqualTo(found(30, "10.0.0.1", "2001:db8::1"));
    }

    @Test
    void aNameWithIPv6AddressesOnlyIsFound() throws Exception {
        // Given
        server.answer("echo.test", 7, "2001:db8::1", "2001:db8::2");

        // When
        Answer answer = resolve("echo.test");

        // Then
        assertThat(answer).isEqualTo(found(7, "2001:db8::1", "2001:db8::2"));
    }

    @Test
    void theShortestTtlCounts() throws Exception {
        // Given
        server.answer("echo.test", 300, "10.0.0.1")
                .add("echo.test", 12, "10.0.0.2")
                .add("echo.test", 60, "2001:db8::1");

        // When
        Answer answer = resolve("echo.test");

        // Then
        assertThat(answer).isEqualTo(found(12, "10.0.0.1", "10.0.0.2", "2001:db8::1"));
    }

    @Test
    void anAliasLeadsToItsTargetsAddressesForAsLongAsBothMayBeUsed() throws Exception {
        // Given
        server.alias("echo.test", 5, "blue.test").answer("blue.test", 300, "10.0.0.1", "2001:db8::1");

        // When
        Answer answer = resolve("echo.test");

        // Then
        assertThat(answer).isEqualTo(found(5, "10.0.0.1", "2001:db8::1"));
    }

    @Test
    void nothingIsCachedFromOneLookupToTheNext() throws Exception {
        // Given
        server.answer("echo.test", 300, "10.0.0.1");
        resolve("echo.test");
        server.answer("echo.test", 300, "10.0.0.2");

        // When
        Answer answer = resolve("echo.test");

        // Then
        assertThat(answer).isEqualTo(found(300, "10.0.0.2"));
    }

    @Test
    void aNameThatDoesNotExistFails() throws Exception {
        // When
        Answer answer = resolve("nowhere.test");

        // Then
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Failed.class,
                        failed -> assertThat(failed.reason()).isEqualTo("Query failed with NXDOMAIN"));
    }

    @Test
    void aNameWithoutAddressesFails() throws Exception {
        // Given
        server.answer("empty.test", 30);

        // When
        Answer answer = resolve("empty.test");

        // Then
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Failed.class,
                        failed -> assertThat(failed.reason()).contains("empty.test"));
    }

    @Test
    void aServerThatDoesNotAnswerIsAFailure() throws Exception {
        // Given
        server.silent(true);

        // When
        Answer answer = resolve("echo.test");

        // Then
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Failed.class,
                        failed -> assertThat(failed.reason()).contains("timed out"));
        assertThat(server.queries()).isNotEmpty();
    }

    @Test
    void localhostNeedsNoDnsServer() throws Exception {
        // Given
        server.silent(true);

        // When
        Answer answer = resolve("localhost");

        // Then
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Found.class,
                        found -> assertThat(found.addresses()).isNotEmpty().allMatch(InetAddress::isLoopbackAddress));
        assertThat(server.queries()).isEmpty();
    }

    private Answer resolve(String name) throws Exception {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        loop.execute(() -> lookup.resolve(name, answer::complete));
        return answer.get(60, TimeUnit.SECONDS);
    }

    private static Answer found(int ttlSeconds, String... addresses) throws Exception {
        List<InetAddress> all = new ArrayList<>();
        for (String address : addresses) {
            all.add(InetAddress.getByName(address));
        }
        return new Answer.Found(all, Duration.ofSeconds(ttlSeconds));
    }
}
