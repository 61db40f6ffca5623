package io.fairlead.proxy.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.ConnectionLifetime;
import io.fairlead.proxy.testing.frames.Frame.GoAway;
import io.fairlead.proxy.testing.frames.Frame.Ping;
import io.fairlead.proxy.testing.frames.Frames;
import io.fairlead.proxy.testing.frames.RawClient;
import io.fairlead.proxy.testing.frames.RawConnection;
import io.fairlead.proxy.testing.frames.RawServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Connections end without an RPC that does, whichever side ends them. */
class GoAwayTest {

    private static final int LAST = Integer.MAX_VALUE;
    private static final long NO_ERROR = 0;

    @Test
    void aClientHasItsStreamsServedUntilItKnowsThatTheProxyStops() throws Exception {
        // Given
        try (RawPath path = RawPath.open()) {
            RawClient client = path.client();
            client.stopAcknowledging();
            int before = RawPath.begin(client);
            RawConnection server = path.toServer();
            server.awaitHeaders(1);

            // When
            CompletableFuture<Void> stopped = path.proxy().proxy().stop();

            // Then
            assertThat(client.awaitGoAway()).isEqualTo(new GoAway(LAST, NO_ERROR, ""));
            Ping ping = client.await(Ping.class, each -> !each.ack());
            int meanwhile = RawPath.begin(client);
            server.awaitHeaders(3);
            client.send(Frames.ping(ping.content(), true));
            assertThat(client.awaitGoAway()).isEqualTo(new GoAway(meanwhile, NO_ERROR, ""));
            RawPath.answer(server, 1, 0);
            RawPath.answer(server, 3, 0);
            assertThat(client.awaitTrailers(before).grpcStatus()).isZero();
            assertThat(client.awaitTrailers(meanwhile).grpcStatus()).isZero();
            client.data(before, "", true);
            client.data(meanwhile, "", true);
            client.awaitEnd();
            stopped.join();
        }
    }

    @Test
    void aClientThatDoesNotAnswerIsToldTheLastStreamNevertheless() throws Exception {
        // Given
        try (RawPath path = RawPath.open()) {
            RawClient client = path.client();
            client.stopAcknowledging();
            int stream = RawPath.begin(client);
            RawConnection server = path.toServer();
            server.awaitHeaders(1);

            // When
            path.proxy().proxy().stop();

            // Then
            assertThat(client.awaitGoAway().lastStream()).isEqualTo(LAST);
            assertThat(client.awaitGoAway()).isEqualTo(new GoAway(stream, NO_ERROR, ""));
            RawPath.answer(server, 1, 0);
            assertThat(client.awaitTrailers(stream).grpcStatus()).isZero();
        }
    }

    @Test
    void streamsAboveTheLastOneAreIgnored() throws Exception {
        // Given
        try (RawPath path = RawPath.open()) {
            RawClient client = path.client();
            int stream = RawPath.begin(client);
            RawConnection server = path.toServer();
            server.awaitHeaders(1);
            path.proxy().proxy().stop();
            client.awaitGoAway();
            client.awaitGoAway();

            // When
            RawPath.begin(client);
            client.data(stream, "still served", true);

            // Then
            assertThat(server.awaitData(1).content()).isEqualTo("still served");
            assertThat(path.server().connections()).isEqualTo(1);
            RawPath.answer(server, 1, 0);
            assertThat(client.awaitTrailers(stream).grpcStatus()).isZero();
            client.awaitEnd();
        }
    }

    @Test
    void aConnectionThatIsOldEnoughIsEndedOnceItsStreamsAre() throws Exception {
        // Given
        ConnectionLifetime brief = new ConnectionLifetime(Duration.ofMillis(200), null, null, 0);
        try (RawPath path =
                RawPath.open(RawServer.start(), config -> config.listener(listener -> listener.lifetime(brief)))) {
            RawClient client = path.client();
            int stream = RawPath.begin(client);

            // When
            GoAway first = client.awaitGoAway();
            GoAway second = client.awaitGoAway();

            // Then
            assertThat(first).isEqualTo(new GoAway(LAST, NO_ERROR, ""));
            assertThat(second).isEqualTo(new GoAway(stream, NO_ERROR, ""));
            client.data(stream, "", true);
            RawConnection server = path.toServer();
            server.awaitHeaders(1);
            RawPath.answer(server, 1, 0);
            assertThat(client.awaitTrailers(stream).grpcStatus()).isZero();
            client.awaitEnd();
        }
    }

    @Test
    void aClientThatGoesAwayHasItsStreamsServed() throws Exception {
        // Given
        try (RawPath path = RawPath.open()) {
            RawClient client = path.client();
            int stream = client.call(RawPath.PATH, "");
            RawConnection server = path.toServer();
            server.awaitHeaders(1);

            // When
            client.send(Frames.goAway(0, NO_ERROR));
            client.awaitSeen();
            RawPath.answer(server, 1, 0);

            // Then
            assertThat(client.awaitTrailers(stream).grpcStatus()).isZero();
        }
    }

    @Test
    void aServerThatGoesAwayKeepsItsStreamsAndGetsNoFurtherOne() throws Exception {
        // Given
        try (RawPath path = RawPath.open()) {
            RawClient client = path.client();
            int before = client.call(RawPath.PATH, "");
            RawConnection old = path.toServer();
            old.awaitHeaders(1);

            // When
            old.send(Frames.goAway(LAST, NO_ERROR));
            old.awaitSeen();
            old.send(Frames.goAway(1, NO_ERROR));
            old.awaitSeen();
            int after = client.call(RawPath.PATH, "");

            // Then
            RawConnection fresh = path.toServer();
            fresh.awaitHeaders(1);
            RawPath.answer(old, 1, 0);
            RawPath.answer(fresh, 1, 7);
            assertThat(client.awaitTrailers(before).grpcStatus()).isZero();
            assertThat(client.awaitTrailers(after).grpcStatus()).isEqualTo(7);
            old.awaitEnd();
        }
    }

    @Test
    void streamsAboveAServersLastOneAreAskedForElsewhere() throws Exception {
        // Given
        try (RawPath path = RawPath.open()) {
            RawClient client = path.client();
            int kept = client.call(RawPath.PATH, "first");
            int moved = client.call(RawPath.PATH, "second");
            RawConnection old = path.toServer();
            old.awaitContent(3, 11);

            // When
            old.send(Frames.goAway(1, NO_ERROR));

            // Then
            RawConnection fresh = path.toServer();
            assertThat(fresh.awaitContent(1, 11)).isEqualTo(Frames.message("second"));
            RawPath.answer(fresh, 1, 0);
            RawPath.answer(old, 1, 0);
            assertThat(client.awaitTrailers(kept).grpcStatus()).isZero();
            assertThat(client.awaitTrailers(moved).grpcStatus()).isZero();
        }
    }

    @Test
    void aServersStreamsBelowTheLastOneAreNotAskedForAgainWhenItEnds() throws Exception {
        // Given
        try (RawPath path = RawPath.open()) {
            RawClient client = path.client();
            int stream = client.call(RawPath.PATH, "");
            RawConnection server = path.toServer();
            server.awaitHeaders(1);

            // When
            server.send(Frames.goAway(1, NO_ERROR));
            server.awaitSeen();
            server.close();

            // Then
            assertThat(client.awaitTrailers(stream).grpcStatus()).isEqualTo(14);
            assertThat(path.server().connections()).isEqualTo(1);
        }
    }
}
