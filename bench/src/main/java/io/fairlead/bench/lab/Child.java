package io.fairlead.bench.lab;

/** A process that was started for a work, with the processes that it started. Closing it ends them. */
public final class Child implements AutoCloseable {

    private final String name;
    private final Process process;

    Child(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
