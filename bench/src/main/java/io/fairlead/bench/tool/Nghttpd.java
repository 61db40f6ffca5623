package io.fairlead.bench.tool;

import io.fairlead.bench.lab.Child;
import io.fairlead.bench.lab.Lab;
import io.fairlead.bench.lab.Listening;
import io.fairlead.bench.lab.Loopback;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** nghttpd as a gRPC server: it answers each call with a file, and {@code grpc-status: 0} after it. */
public final class Nghttpd implements AutoCloseable {

    /** Which the client may have open in a connection, at most. */
    private static final int STREAMS = 1_000;

    private final Child child;
    private final InetSocketAddress address;

    private Nghttpd(Child child, InetSocketAddress address) {
        this.child = child;
        this.address = address;
    }

    /**
     * Starts one, and waits until it listens.
     *
     * @param path of what it answers, such as {@code unary}
     * @param answer what it answers
     */
    public static Nghttpd start(Lab lab, String path, byte[] answer) throws IOException, InterruptedException {
        Path root = Files.createTempDirectory(lab.folder(), "nghttpd-");
        Files.write(root.resolve(path), answer);
        int port = lab.freePort();
        Child child =
                lab.startLoad("nghttpd", command(root, port, lab.cpus().load().size()));
        InetSocketAddress address = Loopback.at(port);
        Listening.await(child, address);
        return new Nghttpd(child, address);
    }

    private static List<String> command(Path root, int port, int workers) {
        return List.of(
                "nghttpd",
                "--no-tls",
                "--address=127.0.0.1",
                "--htdocs=" + root,
                "--workers=" + workers,
                "--max-concurrent-streams=" + STREAMS,
                "--trailer=grpc-status: 0",
                Integer.toString(port));
    }

    /** Returns where it listens. */
    public InetSocketAddress address() {
        return address;
    }

    /**
     * Checks that it still runs.
     *
     * @throws IOException in one line for the user, where it has ended
     */
    public void checkAlive() throws IOException {
        child.checkAlive();
    }

    @Override
    public void close() {
        child.close();
    }
}
