package io.fairlead.proxy.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.CheckResult;
import io.fairlead.api.v1alpha1.GrpcHealthCheck;
import io.fairlead.api.v1alpha1.builder.HealthCheckBuilder;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.HealthServer;
import io.fairlead.proxy.testing.Http2Server;
import io.fairlead.proxy.testing.PlainServer;
import io.fairlead.proxy.testing.Sockets;
import io.fairlead.proxy.transport.Transport;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2Headers;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Transport.class)
class GrpcProbeTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final ProbeResult SERVING = new ProbeResult(CheckResult.L7OK, null);

    /** A HealthCheckResponse that says SERVING. */
    private static final byte[] RESPONSE = {0, 0, 0, 0, 2, 8, 1};

    private final ProbeConnection connection;
    private final EventLoopGroup loops;

    GrpcProbeTest(Transport transport) {
        loops = transport.newEventLoops(1, "probe-test");
        EventLoop loop = loops.next();
        connection = new ProbeConnection(
                transport,
                loop,
                Configs.of().backend(),
                HealthCheckBuilder.builder().build());
    }

    @AfterEach
    void stop() {
        loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void aServerThatServesIsOkAndItsConnectionEnds() throws Exception {
        // Given
        try (HealthServer server = HealthServer.start()) {

            // When
            ProbeResult result = run(null, server.address(), LONG);

            // Then
            assertThat(result).isEqualTo(SERVING);
            Awaitility.await().untilAsserted(() -> assertThat(server.open()).isZero());
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"NOT_SERVING", "UNKNOWN", "SERVICE_UNKNOWN"})
    void aServerThatDoesNotServeSaysSo(ServingStatus status) throws Exception {
        // Given
        try (HealthServer server = HealthServer.start().answers("", status)) {

            // When
            ProbeResult result = run(null, server.address(), LONG);

            // Then
            assertThat(result).isEqualTo(new ProbeResult(CheckResult.L7STS, status.name()));
        }
    }

    @Test
    void theServiceThatIsNamedIsAskedFor() throws Exception {
        // Given
        try (HealthServer server = HealthServer.start()
                .answers("", ServingStatus.NOT_SERVING)
                .answers("shop.Cart", ServingStatus.SERVING)) {

            // When
            ProbeResult result = run(new GrpcHealthCheck(null, "shop.Cart", null), server.address(), LONG);

            // Then
            assertThat(result).isEqualTo(SERVING);
        }
    }

    @Test
    void aServiceThatTheServerDoesNotKnowIsNotFound() throws Exception {
        // Given
        try (HealthServer server = HealthServer.start()) {

            // When
            ProbeResult result = run(new GrpcHealthCheck(null, "shop.Cart", null), server.address(), LONG);

            // Then
            assertThat(result).isEqualTo(new ProbeResult(CheckResult.L7STS, "gRPC status NOT_FOUND"));
        }
    }

    @ParameterizedTest
    @CsvSource({", 127.0.0.1", "cart.shop.example:8443, cart.shop.example:8443"})
    void theRequestIsForTheAuthorityThatIsNamedElseForTheAddress(@Nullable String authority, String expected)
            throws Exception {
        // Given
        try (Http2Server server = Http2Server.start(GrpcProbeTest::answer)) {

            // When
            run(new GrpcHealthCheck(null, null, authority), server.address(), LONG);

            // Then
            Http2Headers headers = server.requests().remove().headers();
            String port = authority == null ? ":" + server.address().getPort() : "";
            assertThat(headers.authority()).hasToString(expected + port);
            assertThat(headers.path()).hasToString("/grpc.health.v1.Health/Check");
            assertThat(headers.method()).hasToString("POST");
            assertThat(headers.scheme()).hasToString("http");
            assertThat(headers.get("te")).hasToString("trailers");
            assertThat(headers.get("content-type")).hasToString("application/grpc");
        }
    }

    @Test
    void aServerWithoutTheHealthServiceIsNotHealthy() throws Exception {
        // Given
        try (Http2Server server = Http2Server.start((to, stream) -> to.write(new DefaultHttp2HeadersFrame(
                        new DefaultHttp2Headers().status("200").add("grpc-status", "12"), true)
                .stream(stream)))) {

            // When
            ProbeResult result = run(null, server.address(), LONG);

            // Then
            assertThat(result).isEqualTo(new ProbeResult(CheckResult.L7STS, "gRPC status UNIMPLEMENTED"));
        }
    }

    @Test
    void aServerThatResetsTheStreamIsNotUnderstood() throws Exception {
        // Given
        try (Http2Server server = Http2Server.start(
                (to, stream) -> to.write(new DefaultHttp2ResetFrame(Http2Error.REFUSED_STREAM).stream(stream)))) {

            // When
            ProbeResult result = run(null, server.address(), LONG);

            // Then
            assertThat(result).isEqualTo(new ProbeResult(CheckResult.L7RSP, "stream reset with REFUSED_STREAM"));
        }
    }

    @Test
    void aServerThatGoesAwayWithoutAnAnswerIsNotUnderstood() throws Exception {
        // Given
        try (Http2Server server = Http2Server.start((to, stream) -> goAway(to, 0, Http2Error.ENHANCE_YOUR_CALM))) {

            // When
            ProbeResult result = run(null, server.address(), LONG);

            // Then
            assertThat(result).isEqualTo(new ProbeResult(CheckResult.L7RSP, "GOAWAY with ENHANCE_YOUR_CALM"));
        }
    }

    @Test
    void aServerThatGoesAwayAfterThisCallStillAnswers() throws Exception {
        // Given
        try (Http2Server server = Http2Server.start((to, stream) -> {
            goAway(to, stream.id(), Http2Error.NO_ERROR);
            answer(to, stream);
        })) {

            // When
            ProbeResult result = run(null, server.address(), LONG);

            // Then
            assertThat(result).isEqualTo(SERVING);
        }
    }

    @Test
    void aServerThatClosesWithoutAnAnswerIsNotUnderstood() throws Exception {
        // Given
        try (ServerSocket server = Sockets.listen()) {
            CompletableFuture<ProbeResult> result = begin(null, address(server), LONG);

            // When
            Sockets.accept(server).close();

            // Then
            assertThat(result.get(20, TimeUnit.SECONDS).check()).isEqualTo(CheckResult.L7RSP);
        }
    }

    @Test
    void aServerThatSpeaksAnotherProtocolIsNotUnderstood() throws Exception {
        // Given
        try (PlainServer server = PlainServer.start("a name that is longer than a frame's header")) {

            // When
            ProbeResult result = run(null, server.address(), LONG);

            // Then
            assertThat(result).isEqualTo(new ProbeResult(CheckResult.L7RSP, "invalid HTTP/2: PROTOCOL_ERROR"));
        }
    }

    @Test
    void aServerThatAcceptsAndDoesNotAnswerTimesOut() throws Exception {
        // Given
        try (PlainServer server = PlainServer.frozen("srv1")) {

            // When
            ProbeResult result = run(null, server.address(), SHORT);

            // Then
            assertThat(result).isEqualTo(new ProbeResult(CheckResult.L7TOUT, "no answer within the timeout"));
        }
    }

    @Test
    void aServerThatAnswersHalfTimesOut() throws Exception {
        // Given
        try (Http2Server server = Http2Server.start((to, stream) ->
                to.write(new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().status("200")).stream(stream)))) {

            // When
            ProbeResult result = run(null, server.address(), SHORT);

            // Then
            assertThat(result.check()).isEqualTo(CheckResult.L7TOUT);
        }
    }

    @Test
    void aServerWhoseBacklogIsFullTimesOutAsATcpProbeDoes() throws Exception {
        // Given
        try (PlainServer server = PlainServer.full("srv1")) {

            // When
            ProbeResult result = run(null, server.address(), SHORT);

            // Then
            assertThat(result).isEqualTo(new ProbeResult(CheckResult.L4TOUT, "connect timed out"));
        }
    }

    @Test
    void aPortOnWhichNobodyListensIsRefused() throws Exception {
        // Given
        InetSocketAddress nobody = Sockets.unused();

        // When
        ProbeResult result = run(null, nobody, LONG);

        // Then
        assertThat(result).isEqualTo(new ProbeResult(CheckResult.L4CON, "Connection refused"));
    }

    private static void answer(ChannelHandlerContext to, Http2FrameStream stream) {
        to.write(new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().status("200")).stream(stream));
        to.write(new DefaultHttp2DataFrame(Unpooled.copiedBuffer(RESPONSE)).stream(stream));
        to.write(new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().add("grpc-status", "0"), true).stream(stream));
    }

    /** Says that streams up to {@code last} are dealt with, and no others. */
    private static void goAway(ChannelHandlerContext to, int last, Http2Error error) {
        ChannelHandlerContext codec = to.pipeline().context(Http2FrameCodec.class);
        to.pipeline()
                .get(Http2FrameCodec.class)
                .encoder()
                .writeGoAway(codec, last, error.code(), Unpooled.EMPTY_BUFFER, codec.newPromise());
    }

    private static InetSocketAddress address(ServerSocket server) {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    private ProbeResult run(@Nullable GrpcHealthCheck check, InetSocketAddress target, Duration timeout)
            throws Exception {
        return begin(check, target, timeout).get(30, TimeUnit.SECONDS);
    }

    private CompletableFuture<ProbeResult> begin(
            @Nullable GrpcHealthCheck check, InetSocketAddress target, Duration timeout) {
        CompletableFuture<ProbeResult> result = new CompletableFuture<>();
        new GrpcProbe(connection, check).start(target, timeout, result::complete);
        return result;
    }
}
