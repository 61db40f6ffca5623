package io.fairlead.bench.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * What works run in: a folder, and processes. Closing it ends the processes that are left and deletes the folder; so does the end of this process.
 *
 * <p>Used by one thread, but for {@link #close}.
 */
public final class Lab implements AutoCloseable {

    private final Path folder;
    private final Cpus cpus;
    private final Thread cleaning = new Thread(this::clean, "lab-cleaning");

    /** Guarded by itself. */
    private final Deque<Child> children = new ArrayDeque<>();

    private Lab(Path folder, Cpus cpus) {
        this.folder = folder;
        this.cpus = cpus;
    }

    /**
     * Opens one on this machine, and moves this process to the CPUs of the load.
     *
     * @throws IOException in one line for the user, where that cannot be done
     */
    public static Lab open() throws IOException, InterruptedException {
        Lab lab = on(Cpus.ofThisProcess());
        ThisProcess.allowFiles();
        if (lab.cpus.apart()) {
            ThisProcess.moveTo(lab.cpus.load());
        }
        return lab;
    }

    /** Opens one that leaves this process as it is. */
    public static Lab on(Cpus cpus) throws IOException {
        Lab lab = new Lab(Files.createTempDirectory("fairlead-bench-"), cpus);
        Runtime.getRuntime().addShutdownHook(lab.cleaning);
        return lab;
    }

    /** Returns a folder for files of any name that is not taken. */
    public Path folder() {
        return folder;
    }

    public Cpus cpus() {
        return cpus;
    }

    /** Starts {@code command} on the proxy's CPUs. {@code name}: what errors call it. */
    public Child startProxy(String name, List<String> command) throws IOException {
        return start(name, cpus.proxy(), command);
    }

    /** Starts {@code command} on the CPUs of load and servers. {@code name}: what errors call it. */
    public Child startLoad(String name, List<String> command) throws IOException {
        return start(name, cpus.load(), command);
    }

    private Child start(String name, List<Integer> on, List<String> command) throws IOException {
        Path log = Files.createTempFile(folder, name + "-", ".log");
        Child child = Child.start(name, cpus.apart() ? Cpus.pin(on, command) : command, log);
        synchronized (children) {
            children.removeIf(other -> !other.isAlive());
            children.push(child);
        }
        return child;
    }

    /** Returns a port of 127.0.0.1 that nothing listened on a moment ago. */
    public int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral(Loopback.HOST))) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        clean();
        try {
            Runtime.getRuntime().removeShutdownHook(cleaning);
        } catch (IllegalStateException e) {
            // It runs already.
        }
    }

    private void clean() {
        List<Child> left;
        synchronized (children) {
            left = new ArrayList<>(children);
            children.clear();
        }
        left.forEach(Child::close);
        delete();
    }

    private void delete() {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.err.println("fairlead: %s (expected: to be deleted): %s".formatted(folder, e.getMessage()));
        }
    }
}
