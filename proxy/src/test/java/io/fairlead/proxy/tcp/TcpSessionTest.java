package io.fairlead.proxy.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.DataPath;
import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.api.v1alpha1.Listener;
import io.fairlead.api.v1alpha1.builder.BackendBuilder;
import io.fairlead.api.v1alpha1.builder.ListenerBuilder;
import io.fairlead.proxy.admission.Admission;
import io.fairlead.proxy.admission.SourceTable;
import io.fairlead.proxy.backend.Assignment;
import io.fairlead.proxy.backend.BackendPool;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.backend.EndpointHealth;
import io.fairlead.proxy.backend.EndpointSettings;
import io.fairlead.proxy.proxyprotocol.Origin;
import io.fairlead.proxy.proxyprotocol.TrustedProxies;
import io.fairlead.proxy.testing.Sockets;
import io.fairlead.proxy.transport.ConnectionLimit;
import io.fairlead.proxy.transport.ListenerSocket;
import io.fairlead.proxy.transport.ListenerStats;
import io.fairlead.proxy.transport.RelayStats;
import io.fairlead.proxy.transport.Transport;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a session at moments that sockets alone cannot be made to hit. */
class TcpSessionTest {

    private final EventLoopGroup loops = Transport.NIO.newEventLoops(1, "test");
    private final SessionRegistry registry = new SessionRegistry();
    private final ListenerStats stats = new ListenerStats();
    private final CompletableFuture<TcpSession> session = new CompletableFuture<>();
    private final CompletableFuture<ConnectionRecord> ended = new CompletableFuture<>();
    private final CompletableFuture<SocketChannel> clientChannel = new CompletableFuture<>();
    private final List<Socket> opened = new ArrayList<>();

    @AfterEach
    void stop() throws IOException {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        for (Socket socket : opened) {
            socket.close();
        }
    }

    @Test
    void aServerThatFailsAtTheFirstWriteOfWhatTheClientSentEarlyEndsTheSession() throws Exception {
        // Given
        try (ServerSocket hanging = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket server = Sockets.listen()) {
            opened.addAll(Sockets.fillBacklog(hanging));
            BackendPool pool = pool(hanging);
            ListenerSocket listener = listen(pool);
            Socket client = Sockets.connect(listener.address());
            opened.add(client);
            client.getOutputStream().write("early".getBytes(StandardCharsets.US_ASCII));
            Awaitility.await().until(() -> stats.bytesIn().sum() == 5);
            FailingChannel channel = new FailingChannel();
            loops.register(channel).sync();
            channel.connect(server.getLocalSocketAddress()).sync();

            // When
            InetAddress address = InetAddress.getLoopbackAddress();
            ServerAssigner assigner =
                    new ServerAssigner(loops.next(), address, address::getAddress, () -> pool, new NoOutcome());
            Assignment assignment = (Assignment) pool.queue().place(assigner);
            loops.submit(() -> session.join().serverConnected(channel, assignment))
                    .awaitUninterruptibly();

            // Then
            assertThat(ended.get(10, TimeUnit.SECONDS).termination()).isEqualTo(Termination.SERVER_ABORT_DATA);
            assertThat(Sockets.ending(client)).isEqualTo("RST after 0 bytes");
            assertThat(stats.active()).hasValue(0);
            assertThat(registry.size()).isZero();
        }
    }

    @Test
    void aLackOfMemoryEndsTheSessionAsTheProxysOwnDoing() throws Exception {
        // Given
        try (ServerSocket server = Sockets.listen()) {
            ListenerSocket listener = listen(pool(server));
            Socket client = Sockets.connect(listener.address());
            opened.add(client);
            Socket accepted = Sockets.accept(server);
            opened.add(accepted);
            accepted.getOutputStream().write(7);
            client.getInputStream().readNBytes(1);

            // When
            SocketChannel channel = clientChannel.get();
            loops.submit(() -> channel.pipeline().fireExceptionCaught(new OutOfMemoryError("direct memory")));

            // Then
            assertThat(ended.get(10, TimeUnit.SECONDS).termination()).isEqualTo(Termination.RESOURCE_DATA);
            assertThat(Sockets.ending(client)).isEqualTo("RST after 0 bytes");
            assertThat(Sockets.ending(accepted)).isEqualTo("RST after 0 bytes");
        }
    }

    private ListenerSocket listen(BackendPool pool) {
        SessionContext context = new SessionContext(
                Transport.NIO,
                InstantSource.system(),
                registry,
                new Random(1),
                new RelayStats(),
                ended::complete,
                rpc -> {});
        Listener config = ListenerBuilder.builder().name("grpc").port(1).build();
        Route route = new Route(
                config,
                stats,
                DataPath.Auto,
                new TrustedProxies(null),
                new Admission(config, new SourceTable()),
                () -> pool);
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        ListenerSocket listener = ListenerSocket.bind(
                Transport.NIO,
                loops,
                anyPort,
                512,
                new ConnectionLimit(1),
                connection -> connection.pipeline().addLast(new Starter(context, route)));
        listener.maxConnections(1);
        return listener;
    }

    private static BackendPool pool(ServerSocket server) {
        Backend config =
                BackendBuilder.builder().name("echo").servers(List.of()).build();
        Endpoint endpoint = new Endpoint("srv1", (InetSocketAddress) server.getLocalSocketAddress());
        EndpointHealth up = new EndpointHealth(EndpointState.Up, null, null, Instant.EPOCH);
        return BackendPool.empty(config)
                .with(
                        config,
                        null,
                        List.of(new BackendPool.Member(endpoint, EndpointSettings.DEFAULT, up, 100)),
                        new Random(1));
    }

    /** Is told nothing. */
    private static final class NoOutcome implements ServerAssigner.Outcome {

        @Override
        public void assigned(Assignment assignment) {
            throw new AssertionError(assignment);
        }

        @Override
        public void unassigned(Termination termination) {
            throw new AssertionError(termination);
        }
    }

    /** Starts a session and keeps it. */
    private final class Starter extends ChannelInboundHandlerAdapter {

        private final SessionContext context;
        private final Route route;

        Starter(SessionContext context, Route route) {
            this.context = context;
            this.route = route;
        }

        @Override
        public void channelActive(ChannelHandlerContext handler) {
            SocketChannel channel = (SocketChannel) handler.channel();
            TcpSession started = new TcpSession(context, route, channel, Origin.of(channel));
            handler.pipeline().remove(this);
            started.start();
            session.complete(started);
            clientChannel.complete(channel);
        }
    }

    /** A connection that was reset before anything was written to it. */
    private static final class FailingChannel extends NioSocketChannel {

        @Override
        protected void doWrite(ChannelOutboundBuffer in) throws IOException {
            throw new IOException("Broken pipe");
        }
    }
}
