package io.fairlead.bench.contestant;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** A contestant that runs. Closing it ends it. */
public interface Front extends AutoCloseable {

    /** Returns where clients connect to. */
    InetSocketAddress address();

    /**
     * Returns once connections are accepted and relayed.
     *
     * @throws IOException in one line for the user, where it ended or takes longer than a minute
     */
    void awaitReady() throws IOException, InterruptedException;

    /** Returns its processes, the one that was started as the first; none where there is none. */
    List<Long> pids();

    /** Returns the CPU time that all its processes have used since their start, threads that ended included; zero where there is none. */
    Duration cpu() throws IOException;

    /** Returns the resident memory of all its processes (VmRSS), in bytes; zero where there is none. */
    long residentBytes() throws IOException;

    /**
     * Checks that it still runs.
     *
     * @throws IOException in one line for the user, with what it said last, where it has ended
     */
    void checkAlive() throws IOException;

    @Override
    void close();
}
