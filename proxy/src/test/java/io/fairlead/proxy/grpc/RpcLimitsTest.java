package io.fairlead.proxy.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.api.v1alpha1.AdministrativeState;
import io.fairlead.api.v1alpha1.BackendHttp2;
import io.fairlead.api.v1alpha1.ConnectionLifetime;
import io.fairlead.api.v1alpha1.KeepAlive;
import io.fairlead.api.v1alpha1.ListenerHttp2;
import io.fairlead.api.v1alpha1.builder.BackendTimeoutsBuilder;
import io.fairlead.api.v1alpha1.builder.EndpointOverrideBuilder;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.PlainServer;
import io.fairlead.proxy.testing.Sockets;
import io.fairlead.proxy.testing.TestProxy;
import io.fairlead.proxy.testing.Wire;
import io.fairlead.proxy.testing.frames.Field;
import io.fairlead.proxy.testing.frames.Frame.Headers;
import io.fairlead.proxy.testing.frames.Frames;
import io.fairlead.proxy.testing.frames.RawConnection;
import io.fairlead.proxy.testing.frames.RawServer;
import io.fairlead.proxy.testing.rpc.RpcCall;
import io.fairlead.proxy.testing.rpc.RpcClient;
import io.fairlead.proxy.testing.rpc.RpcMethods;
import io.fairlead.proxy.testing.rpc.RpcScene;
import io.fairlead.proxy.testing.rpc.RpcServer;
import io.grpc.Status;
import io.grpc.Status.Code;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What RPCs are told that no server answers, or none in time, and how long connections last. */
class RpcLimitsTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(20);

    @RegisterExtension
    final RpcScene scene = new RpcScene();

    private RpcServer server;
    private Configs config;

    @BeforeEach
    void start() throws Exception {
        server = scene.server("srv1");
        config = RpcScene.config(List.of(server));
    }

    @Test
    void noServerIsUp() throws Exception {
        // Given
        RpcClient client = client(config.backend(backend -> backend.overrides(List.of(EndpointOverrideBuilder.builder()
                .server("srv1")
                .state(AdministrativeState.Maintenance)
                .build()))));

        // When
        Status status = client.ask().status();

        // Then
        assertIs(status, Code.UNAVAILABLE, "backend echo: no server is up");
    }

    @Test
    void noServerCanBeConnectedTo() throws Exception {
        // Given
        TestProxy proxy =
                scene.proxy(Configs.of(Sockets.unused(), Sockets.unused()).modeGrpc());

        // When
        Status status = scene.client(proxy).ask().status();

        // Then
        assertThat(status.getCode()).isEqualTo(Code.UNAVAILABLE);
        assertThat(status.getDescription()).matches("backend echo, server srv[12]: Connection refused");
        assertThat(connectErrors(proxy, "srv1") + connectErrors(proxy, "srv2"))
                .as("once, and three retries")
                .isEqualTo(4);
    }

    @Test
    void noServerCanBeConnectedToInTime() throws Exception {
        // Given
        PlainServer full = scene.open(PlainServer.full("srv1"));
        RpcClient client = client(Configs.of(full.address())
                .modeGrpc()
                .timeouts(SHORT, null, null)
                .retries(0, true));

        // When
        Status status = client.ask().status();

        // Then
        assertIs(status, Code.UNAVAILABLE, "backend echo, server srv1: connect timed out");
    }

    @Test
    void aServerThatDoesNotAnswerInTime() throws Exception {
        // Given
        RpcClient client = client(config.timeouts(LONG, null, SHORT));

        // When
        RpcCall call = client.hold();

        // Then
        assertIs(call.status(), Code.UNAVAILABLE, "backend echo, server srv1: the server was silent for too long");
        await().until(() -> server.cancelled() == 1);
        assertThat(client.serverName()).as("it serves on").isEqualTo("srv1");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void anAnswerThatHasBegunEndsWithTheStatusBehindItsMessages() throws Exception {
        // Given
        RpcClient client = client(config.timeouts(LONG, null, SHORT));

        // When
        RpcCall talk = client.start(RpcMethods.CHAT).send(new byte[10]);

        // Then
        assertThat(talk.next()).hasSize(10);
        assertIs(talk.status(), Code.UNAVAILABLE, "backend echo, server srv1: the server was silent for too long");
    }

    @Test
    void inTheMiddleOfAMessageThereIsNoPlaceForAStatus() throws Exception {
        // Given
        RawServer raw = scene.open(RawServer.start());
        RpcClient client = client(Configs.of(raw.address()).modeGrpc().timeouts(LONG, null, SHORT));
        RpcCall call = client.ask();
        RawConnection connection = raw.accepted();
        int stream = connection.await(Headers.class, headers -> true).stream();

        // When
        connection.headers(stream, false, Field.grpcResponse());
        connection.data(stream, Frames.message("a message").substring(0, 8), false);

        // Then
        assertThat(call.code()).isEqualTo(Code.INTERNAL);
    }

    @Test
    void aServerThatIsFrozen() throws Exception {
        // Given
        PlainServer frozen = scene.open(PlainServer.frozen("srv1"));
        RpcClient client = client(Configs.of(frozen.address())
                .modeGrpc()
                .timeouts(SHORT, null, null)
                .retries(0, true));

        // When
        Status status = client.ask().status();

        // Then
        assertIs(status, Code.UNAVAILABLE, "backend echo, server srv1: connect timed out");
    }

    @Test
    void aServerThatDoesNotSpeakHttp2() throws Exception {
        // Given
        PlainServer plain = scene.open(PlainServer.start("srv1"));
        RpcClient client = client(Configs.of(plain.address()).modeGrpc().retries(0, true));

        // When
        Status status = client.ask().status();

        // Then
        assertThat(status.getCode()).isEqualTo(Code.UNAVAILABLE);
        assertThat(status.getDescription())
                .startsWith("backend echo, server srv1: ")
                .endsWith(" before it spoke HTTP/2");
    }

    @Test
    void noPlaceInTime() throws Exception {
        // Given
        RpcClient client = client(config.backend(backend -> backend.maxConnectionsPerServer(1)
                .timeouts(BackendTimeoutsBuilder.builder().queue(SHORT).build())));
        RpcCall held = client.hold();
        await().until(() -> server.inFlight() == 1);

        // When
        Status status = client.ask().status();

        // Then
        assertIs(status, Code.UNAVAILABLE, "backend echo: no server was free in time");
        server.release();
        assertThat(held.answer()).isEqualTo("srv1");
    }

    @Test
    void noPlaceInTheQueue() throws Exception {
        // Given
        RpcClient client = client(config.timeouts(LONG, null, null)
                .backend(backend -> backend.maxConnectionsPerServer(1).maxQueue(2)));
        RpcCall held = client.hold();
        await().until(() -> server.inFlight() == 1);
        List<RpcCall> waiting = client.ask(2);

        // When
        Status status = client.ask().status();

        // Then
        assertIs(status, Code.RESOURCE_EXHAUSTED, "backend echo: too many RPCs wait for a server");
        server.release();
        assertThat(held.answer()).isEqualTo("srv1");
        assertThat(waiting).extracting(RpcCall::answer).containsOnly("srv1");
    }

    @Test
    void moreStreamsThanAClientMayHaveWaitAtTheClient() throws Exception {
        // Given
        RpcClient client = client(
                config.listener(listener -> listener.http2(new ListenerHttp2(10, null, null, null, null, null, null))));

        // When
        List<RpcCall> held = client.hold(25);

        // Then
        await().until(() -> server.inFlight() == 10);
        await().during(SHORT).until(() -> server.rpcs() == 10);
        await().until(() -> {
            server.release();
            return held.stream().allMatch(RpcCall::isOver);
        });
        assertThat(held).extracting(RpcCall::answer).containsOnly("srv1");
    }

    @Test
    void connectionsMoveOnWhenTheyAreOldAndNoRpcIsLost() throws Exception {
        // Given
        TestProxy proxy = scene.proxy(lifetime(SHORT, LONG, null));
        RpcClient client = scene.client(proxy);
        RpcCall held = client.hold();
        await().until(() -> server.inFlight() == 1);

        // When
        await().atMost(LONG).pollInterval(Duration.ofMillis(1)).until(() -> {
            client.ask(5).forEach(RpcCall::answer);
            return proxy.listenerStats().connections().sum() >= 5;
        });

        // Then
        server.release();
        assertThat(held.answer()).isEqualTo("srv1");
        assertThat(server.cancelled()).isZero();
        await().until(() -> proxy.listenerStats().active().get() <= 1);
    }

    @Test
    void anRpcThatOutlivesTheGraceOfItsConnectionFails() throws Exception {
        // Given
        RpcClient client = client(lifetime(SHORT, SHORT, null));
        long begun = System.nanoTime();

        // When
        RpcCall held = client.hold();

        // Then
        assertThat(held.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun))
                .isGreaterThanOrEqualTo(SHORT.multipliedBy(2).toMillis());
        await().until(() -> server.cancelled() == 1);
        assertThat(client.serverName()).isEqualTo("srv1");
    }

    @Test
    void aConnectionThatHasNoRpcEndsAfterItsIdleTimeAndOneThatHasOneDoesNot() throws Exception {
        // Given
        TestProxy proxy = scene.proxy(lifetime(null, null, SHORT));
        RpcClient busy = scene.client(proxy);
        RpcCall held = busy.hold();
        await().until(() -> server.inFlight() == 1);
        RpcClient idle = scene.client(proxy);

        // When
        idle.serverName();

        // Then
        await().until(() -> proxy.listenerStats().active().get() == 1);
        await().during(SHORT.multipliedBy(2)).until(() -> !held.isOver());
        server.release();
        assertThat(held.answer()).isEqualTo("srv1");
        assertThat(idle.serverName()).isEqualTo("srv1");
    }

    @Test
    void aProxyThatStopsLetsRpcsFinish() throws Exception {
        // Given
        TestProxy proxy = scene.proxy(config.drain(Duration.ZERO, LONG));
        RpcClient client = scene.client(proxy);
        List<RpcCall> held = client.hold(5);
        RpcCall talk = client.start(RpcMethods.CHAT).send(new byte[0]);
        talk.next();
        await().until(() -> server.inFlight() == 6);

        // When
        CompletableFuture<Void> stopped = proxy.proxy().stop();

        // Then
        talk.send(new byte[1]);
        assertThat(talk.next()).hasSize(1);
        assertThat(stopped).isNotDone();
        server.release();
        assertThat(held).extracting(RpcCall::answer).containsOnly("srv1");
        assertThat(talk.halfClose().code()).isEqualTo(Code.OK);
        assertThat(stopped).succeedsWithin(10, TimeUnit.SECONDS);
    }

    @Test
    void aProxyThatStopsEndsWhatOutlivesItsTimeout() throws Exception {
        // Given
        TestProxy proxy = scene.proxy(config.drain(Duration.ZERO, SHORT));
        RpcCall held = scene.client(proxy).hold();
        await().until(() -> server.inFlight() == 1);

        // When
        CompletableFuture<Void> stopped = proxy.proxy().stop();

        // Then
        assertThat(held.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(stopped).succeedsWithin(10, TimeUnit.SECONDS);
    }

    @Test
    void aServerWhoseWireIsDeadIsFoundOutByPings() throws Exception {
        // Given
        Wire wire = scene.open(Wire.to(server.address()));
        RpcClient client = client(Configs.of(wire.address())
                .modeGrpc()
                .backend(backend -> backend.http2(new BackendHttp2(null, null, new KeepAlive(SHORT, SHORT)))));
        RpcCall held = client.hold();
        await().until(() -> server.inFlight() == 1);

        // When
        wire.freeze();

        // Then
        assertThat(held.code()).isEqualTo(Code.UNAVAILABLE);
        wire.thaw();
        assertThat(client.serverName()).isEqualTo("srv1");
    }

    @Test
    void aServerThatAnswersPingsKeepsItsConnection() throws Exception {
        // Given
        RpcServer patient = scene.server("srv2", builder -> builder.permitKeepAliveTime(1, TimeUnit.MILLISECONDS));
        Duration often = Duration.ofMillis(50);
        RpcClient client = client(RpcScene.config(List.of(patient))
                .backend(backend -> backend.http2(new BackendHttp2(null, null, new KeepAlive(often, LONG)))));

        // When
        RpcCall held = client.hold();
        await().until(() -> patient.inFlight() == 1);

        // Then
        await().during(often.multipliedBy(20)).until(() -> !held.isOver());
        patient.release();
        assertThat(held.answer()).isEqualTo("srv2");
        assertThat(patient.connections()).isEqualTo(1);
    }

    @Test
    void aClientWhoseWireIsDeadIsFoundOutByPings() throws Exception {
        // Given
        TestProxy proxy = scene.proxy(config.listener(listener ->
                listener.http2(new ListenerHttp2(null, null, null, null, null, null, new KeepAlive(SHORT, SHORT)))));
        Wire wire = scene.open(Wire.to(proxy.address()));
        RpcClient client = scene.open(RpcClient.of(wire.address()));
        client.hold();
        await().until(() -> server.inFlight() == 1);
        await().during(SHORT.multipliedBy(3)).until(() -> server.inFlight() == 1);

        // When
        wire.freeze();

        // Then
        await().until(() -> server.cancelled() == 1);
        assertThat(proxy.listenerStats().active().get()).isZero();
        wire.thaw();
    }

    private static void assertIs(Status status, Code code, String description) {
        assertThat(status.getCode()).isEqualTo(code);
        assertThat(status.getDescription()).isEqualTo(description);
    }

    private static long connectErrors(TestProxy proxy, String server) {
        return proxy.server(server).endpoint().stats().connectErrors().sum();
    }

    private Configs lifetime(@Nullable Duration age, @Nullable Duration grace, @Nullable Duration idle) {
        return config.listener(listener -> listener.lifetime(new ConnectionLifetime(age, grace, idle, 0)));
    }

    private RpcClient client(Configs with) throws Exception {
        return scene.client(scene.proxy(with));
    }
}
