package io.fairlead.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.proxy.testing.Sockets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** HAProxy as a child process. */
final class HaproxyUnderTest implements LoadBalancerUnderTest {

    private static final int STARTS = 5;

    /** Columns of {@code show stat}. */
    private static final int NAME = 1;

    private static final int QUEUED = 2;
    private static final int CURRENT_SESSIONS = 4;
    private static final int STATUS = 17;
    private static final int CHECK_STATUS = 36;

    private final Process process;
    private final InetSocketAddress address;
    private final Path directory;
    private final String backend;
    private final TcpLog log = new TcpLog();

    private HaproxyUnderTest(GrpcLoadBalancer config) throws IOException {
        try (ServerSocket free = Sockets.listen()) {
            address = (InetSocketAddress) free.getLocalSocketAddress();
        }
        backend = config.getSpec().backends().getFirst().name();
        directory = Files.createTempDirectory("haproxy");
        Path file = directory.resolve("haproxy.cfg");
        Files.writeString(file, HaproxyConfig.of(config, address, socket()));
        process = new ProcessBuilder(executable().orElseThrow().toString(), "-f", file.toString())
                .redirectErrorStream(true)
                .start();
        Thread.ofPlatform()
                .daemon()
                .start(() -> process.inputReader(UTF_8).lines().forEach(log::add));
    }

    /** Starts one on a port that was free just before; where somebody else took it in between, on another one. */
    static HaproxyUnderTest start(GrpcLoadBalancer config) throws IOException {
        for (int i = 1; ; i++) {
            HaproxyUnderTest haproxy = new HaproxyUnderTest(config);
            boolean started = false;
            try {
                started = haproxy.hasStarted();
            } finally {
                if (!started) {
                    haproxy.close();
                }
            }
            if (started) {
                HaproxyBalance.commands(config.getSpec().backends().getFirst()).forEach(haproxy::ask);
                return haproxy;
            }
            if (i == STARTS) {
                throw new IOException("haproxy does not start: " + haproxy.log.others());
            }
        }
    }

    /** Returns HAProxy's executable, from PATH or where Debian has it; empty where it is not installed. */
    static Optional<Path> executable() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(Stream.of(path.split(":", -1)), Stream.of("/usr/sbin"))
                .map(directory -> Path.of(directory, "haproxy"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public boolean isUp(String server) {
        return statistics(server)[STATUS].startsWith("UP");
    }

    @Override
    public String lastCheck(String server) {
        return statistics(server)[CHECK_STATUS].replace("* ", "").replace("INI", "");
    }

    @Override
    public int connections(String server) {
        return Integer.parseInt(statistics(server)[CURRENT_SESSIONS]);
    }

    @Override
    public int queued() {
        return ask("show stat -1 6 -1")
                .lines()
                .map(line -> line.split(",", -1))
                .filter(fields -> fields.length > STATUS && !fields[QUEUED].equals("qcur"))
                .mapToInt(fields -> Integer.parseInt(fields[QUEUED]))
                .sum();
    }

    @Override
    public void drain(String server) {
        ask("set server " + backend + "/" + server + " state drain");
    }

    private String[] statistics(String server) {
        return ask("show stat -1 4 -1")
                .lines()
                .map(line -> line.split(",", -1))
                .filter(fields -> fields.length > CHECK_STATUS && fields[NAME].equals(server))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public TcpLogLine nextLogLine() {
        return log.next();
    }

    @Override
    public void close() {
        process.toHandle().destroyForcibly();
        process.onExit().join();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it answers on its socket, which it binds together with its port. */
    private boolean hasStarted() {
        await("haproxy").until(() -> !process.isAlive() || !ask("show info").isEmpty());
        return process.isAlive();
    }

    private String ask(String command) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket()));
            Channels.newOutputStream(channel).write((command + "\n").getBytes(UTF_8));
            return new String(Channels.newInputStream(channel).readAllBytes(), UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private Path socket() {
        return directory.resolve("stats");
    }
}
