package io.fairlead.demo;

import io.fairlead.cli.Signals;

/** Interrupts a thread when the process is told to stop, as long as that thread has something to interrupt. */
final class Interruption {

    private final Thread thread;

    /** Guarded by this, as the other. */
    private boolean told;

    private boolean over;

    private Interruption(Thread thread) {
        this.thread = thread;
    }

    /** Lets SIGINT, SIGTERM and SIGHUP interrupt the current thread; a second SIGINT or SIGTERM ends the process at once. */
    static Interruption bySignals() {
        Interruption interruption = new Interruption(Thread.currentThread());
        Signals.onStop(interruption::tell);
        Signals.onHangup(interruption::tell);
        return interruption;
    }

    private synchronized void tell() {
        told = true;
        if (!over) {
            thread.interrupt();
        }
    }

    /** Whether the process was told to stop. */
    synchronized boolean told() {
        return told;
    }

    /** From now on, on the thread itself: what still has to be done is not interrupted. */
    synchronized void over() {
        over = true;
        Thread.interrupted();
    }
}
