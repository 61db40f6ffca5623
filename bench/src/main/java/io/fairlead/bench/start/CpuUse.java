package io.fairlead.bench.start;

import io.fairlead.bench.contestant.Front;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The CPU time of a contestant, read again and again by a thread while something else goes on. */
final class CpuUse implements AutoCloseable {

    static final Duration PERIOD = Duration.ofMillis(500);

    private final Front front;
    private final Thread thread = Thread.ofPlatform().daemon().name("cpu-use").unstarted(this::read);

    /** What it had used in all at each reading. Guarded by itself. */
    private final List<Duration> used = new ArrayList<>();

    private CpuUse(Front front) {
        this.front = front;
    }

    static CpuUse watch(Front front) {
        CpuUse use = new CpuUse(front);
        use.thread.start();
        return use;
    }

    private void read() {
        try {
            while (true) {
                Duration now = front.cpu();
                synchronized (used) {
                    used.add(now);
                }
                Thread.sleep(PERIOD);
            }
        } catch (IOException | InterruptedException e) {
            // It is over.
        }
    }

    /** Returns what it had used in all at each reading, {@link #PERIOD} apart. */
    List<Duration> used() {
        synchronized (used) {
            return List.copyOf(used);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
