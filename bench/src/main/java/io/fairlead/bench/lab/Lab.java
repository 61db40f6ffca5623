package io.fairlead.bench.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What works run in: a folder, and processes. Closing it ends the processes that are left and deletes the folder.
 *
 * <p>Used by one thread.
 */
public final class Lab implements AutoCloseable {

    private final Path folder;
    private final Cpus cpus;

    Lab(Path folder, Cpus cpus) {
        this.folder = folder;
        this.cpus = cpus;
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
        return new Child(name, new ProcessBuilder(Cpus.pin(cpus.proxy(), command)).start());
    }

    /** Starts {@code command} on the CPUs of load and servers. {@code name}: what errors call it. */
    public Child startLoad(String name, List<String> command) throws IOException {
        return new Child(name, new ProcessBuilder(Cpus.pin(cpus.load(), command)).start());
    }

    @Override
    public void close() {}
}
