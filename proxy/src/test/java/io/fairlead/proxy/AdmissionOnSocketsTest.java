package io.fairlead.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.api.v1alpha1.AccessRules;
import io.fairlead.api.v1alpha1.ConnectionRate;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.Listener;
import io.fairlead.api.v1alpha1.SourceLimits;
import io.fairlead.api.v1alpha1.builder.GrpcLoadBalancerSpecBuilder;
import io.fairlead.api.v1alpha1.builder.ListenerBuilder;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.PlainServer;
import io.fairlead.proxy.testing.Sockets;
import io.fairlead.proxy.testing.TestProxy;
import io.fairlead.proxy.transport.Rejection;
import io.fairlead.proxy.transport.Transport;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Which clients get a session, on real sockets. */
@ParameterizedClass
@EnumSource(Transport.class)
class AdmissionOnSocketsTest {

    private static final String ME = "127.0.0.2";
    private static final String OTHER = "127.0.0.3";
    private static final String REJECTED = "RST after 0 bytes";

    private final Transport transport;
    private final List<AutoCloseable> opened = new ArrayList<>();
    private PlainServer server;

    AdmissionOnSocketsTest(Transport transport) {
        this.transport = transport;
    }

    @BeforeEach
    void start() throws Exception {
        server = open(PlainServer.start("srv1"));
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable resource : opened.reversed()) {
            resource.close();
        }
    }

    @Test
    void aClientThatMayNotConnectIsResetAndCountedAndReachesNoServer() throws Exception {
        // Given
        TestProxy proxy = start(access(new AccessRules(null, List.of(ME + "/32"))));

        // When
        String ending = Sockets.endingOf(ME, proxy.address());

        // Then
        assertThat(ending).isEqualTo(REJECTED);
        assertThat(Sockets.greeting(connect(OTHER, proxy))).isEqualTo("srv1");
        assertThat(proxy.listenerStats().rejected(Rejection.ACCESS).sum()).isEqualTo(1);
        assertThat(proxy.listenerStats().connections().sum()).isEqualTo(1);
        assertThat(proxy.records()).isEmpty();
    }

    @Test
    void aReloadChangesWhoMayConnectAndLeavesConnectionsAlone() throws Exception {
        // Given
        TestProxy proxy = start(Configs.of(server.address()));
        Socket before = connect(ME, proxy);
        Sockets.greeting(before);

        // When
        proxy.reload(access(new AccessRules(List.of(OTHER), null)));

        // Then
        assertThat(Sockets.endingOf(ME, proxy.address())).isEqualTo(REJECTED);
        before.getOutputStream().write(7);
        assertThat(before.getInputStream().read()).isEqualTo(7);
    }

    @Test
    void anAddressThatHasAllItsConnectionsIsResetUntilOneIsClosed() throws Exception {
        // Given
        TestProxy proxy = start(limits(new SourceLimits(2, null, null)));
        Socket first = connect(ME, proxy);
        Sockets.greeting(first);
        Sockets.greeting(connect(ME, proxy));

        // When
        String ending = Sockets.endingOf(ME, proxy.address());

        // Then
        assertThat(ending).isEqualTo(REJECTED);
        assertThat(Sockets.greeting(connect(OTHER, proxy))).isEqualTo("srv1");
        assertThat(proxy.listenerStats().rejected(Rejection.SOURCE_CONNECTIONS).sum())
                .isEqualTo(1);
        first.close();
        await().until(() -> proxy.listenerStats().active().get() == 2);
        assertThat(Sockets.greeting(connect(ME, proxy))).isEqualTo("srv1");
    }

    @Test
    void aReloadRemembersWhatAddressesHaveAndDid() throws Exception {
        // Given
        ConnectionRate rate = new ConnectionRate(2, Duration.ofHours(1));
        TestProxy proxy = start(limits(new SourceLimits(1, rate, null)));
        Sockets.greeting(connect(ME, proxy));

        // When
        proxy.reload(limits(new SourceLimits(1, rate, 10)));

        // Then
        assertThat(Sockets.endingOf(ME, proxy.address())).isEqualTo(REJECTED);
        assertThat(proxy.listenerStats().rejected(Rejection.SOURCE_CONNECTIONS).sum())
                .isEqualTo(1);
        assertThat(Sockets.endingOf(ME, proxy.address())).isEqualTo(REJECTED);
        assertThat(proxy.listenerStats().rejected(Rejection.SOURCE_RATE).sum()).isEqualTo(1);
    }

    @Test
    void clientsBeyondTheLimitOfAllListenersWaitUntilOthersLeave() throws Exception {
        // Given
        TestProxy proxy = start(twoListeners(2));
        Socket first = connect(proxy, "one");
        Socket second = connect(proxy, "two");
        Sockets.greeting(first);
        Sockets.greeting(second);
        List<Socket> waiting = List.of(connect(proxy, "one"), connect(proxy, "two"), connect(proxy, "one"));
        await().during(Duration.ofMillis(300)).until(() -> sessions(proxy) == 2);

        // When
        first.close();

        // Then
        await().until(() -> sessions(proxy) == 3);
        await().during(Duration.ofMillis(300)).until(() -> sessions(proxy) == 3);
        second.close();
        await().until(() -> sessions(proxy) == 4);
        for (Socket client : waiting) {
            client.close();
        }
        await().until(() -> sessions(proxy) == 5 && active(proxy) == 0);
    }

    @Test
    void theLimitOfAllListenersHoldsWhenManyComeAtOnce() throws Exception {
        // Given
        TestProxy proxy = start(twoListeners(3));
        List<Socket> clients = new ArrayList<>();

        // When
        for (int i = 0; i < 20; i++) {
            clients.add(connect(proxy, "one"));
            clients.add(connect(proxy, "two"));
        }

        // Then
        await().until(() -> sessions(proxy) == 3);
        await().during(Duration.ofMillis(300)).until(() -> sessions(proxy) == 3);
        for (Socket client : clients) {
            client.close();
        }
        await().until(() -> sessions(proxy) == 40 && active(proxy) == 0);
    }

    @Test
    void aReloadThatRaisesTheLimitOfAllListenersServesThoseThatWait() throws Exception {
        // Given
        TestProxy proxy = start(twoListeners(1));
        Sockets.greeting(connect(proxy, "one"));
        Socket waiting = connect(proxy, "two");
        await().during(Duration.ofMillis(300)).until(() -> sessions(proxy) == 1);

        // When
        proxy.proxy().apply(twoListeners(2));

        // Then
        assertThat(Sockets.greeting(waiting)).isEqualTo("srv1");
    }

    @Test
    void aClientThatWaitsForTheLimitOfAllListenersIsNotServedAnyMoreWhenTheProxyStops() throws Exception {
        // Given
        TestProxy proxy = start(twoListeners(1));
        Socket served = connect(proxy, "one");
        Sockets.greeting(served);
        Socket waiting = connect(proxy, "two");
        await().during(Duration.ofMillis(300)).until(() -> sessions(proxy) == 1);

        // When
        proxy.proxy().stop();

        // Then
        assertThat(Sockets.ending(waiting)).endsWith("after 0 bytes");
        served.getOutputStream().write(7);
        assertThat(served.getInputStream().read()).isEqualTo(7);
    }

    private Configs access(AccessRules rules) {
        return Configs.of(server.address()).listener(listener -> listener.access(rules));
    }

    private Configs limits(SourceLimits limits) {
        return Configs.of(server.address()).listener(listener -> listener.sourceLimits(limits));
    }

    /** Returns a configuration with listeners {@code one} and {@code two}, which have so many connections together. */
    private GrpcLoadBalancer twoListeners(int maxConnections) {
        GrpcLoadBalancer config = Configs.of(server.address()).build();
        Listener listener = config.getSpec().listeners().getFirst();
        config.setSpec(GrpcLoadBalancerSpecBuilder.builder(config.getSpec())
                .maxConnections(maxConnections)
                .listeners(List.of(
                        ListenerBuilder.builder(listener).name("one").build(),
                        ListenerBuilder.builder(listener)
                                .name("two")
                                .address("127.0.0.9")
                                .build()))
                .build());
        return config;
    }

    private static long sessions(TestProxy proxy) {
        return proxy.proxy().snapshot().listeners().stream()
                .mapToLong(listener -> listener.stats().connections().sum())
                .sum();
    }

    private static int active(TestProxy proxy) {
        return proxy.proxy().snapshot().listeners().stream()
                .mapToInt(listener -> listener.stats().active().get())
                .sum();
    }

    private TestProxy start(Configs config) throws ConfigRefusedException {
        return open(TestProxy.start(config, transport));
    }

    private TestProxy start(GrpcLoadBalancer config) throws ConfigRefusedException {
        return open(TestProxy.start(config, transport));
    }

    private Socket connect(String from, TestProxy proxy) throws IOException {
        return open(Sockets.connect(from, proxy.address()));
    }

    private Socket connect(TestProxy proxy, String listener) throws IOException {
        return open(Sockets.connect(proxy.address(listener)));
    }

    private <T extends AutoCloseable> T open(T resource) {
        opened.add(resource);
        return resource;
    }
}
