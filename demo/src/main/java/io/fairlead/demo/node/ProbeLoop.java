package io.fairlead.demo.node;

import io.fairlead.demo.node.ProbeCounter.Verdict;
import java.util.function.Consumer;

/** Looks at a container again and again, on a thread of its own, until it is stopped. */
final class ProbeLoop {

    private final Thread thread;

    private ProbeLoop(Thread thread) {
        this.thread = thread;
    }

    /** Starts one that hands over each verdict, on its own thread, from the first on that is decided. */
    static ProbeLoop start(ProbeSettings settings, ProbeCheck check, Consumer<Verdict> verdicts) {
        return new ProbeLoop(Thread.ofVirtual().start(() -> {
            try {
                run(settings, check, verdicts);
            } catch (InterruptedException e) {
                // It was stopped.
            }
        }));
    }

    private static void run(ProbeSettings settings, ProbeCheck check, Consumer<Verdict> verdicts)
            throws InterruptedException {
        ProbeCounter counter = new ProbeCounter(settings.successThreshold(), settings.failureThreshold());
        Thread.sleep(settings.initialDelay());
        while (true) {
            Verdict verdict = counter.after(check.passes());
            if (Thread.interrupted()) {
                return;
            }
            if (verdict != Verdict.UNDECIDED) {
                verdicts.accept(verdict);
            }
            Thread.sleep(settings.period());
        }
    }

    void stop() {
        thread.interrupt();
    }
}
