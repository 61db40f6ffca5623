package io.fairlead.bench.work;

import java.io.IOException;
import java.time.Duration;

/** One contestant under a work, as long as its rounds go on. */
public interface Trial extends AutoCloseable {

    /**
     * Runs so that what follows finds a contestant as warm as after hours. It runs before the first round.
     *
     * @param time about how long
     * @throws IOException as {@link #run} does
     */
    default void warmUp(Duration time) throws IOException, InterruptedException {
        run(time);
    }

    /**
     * Runs one round.
     *
     * @param time about how long; a work whose length is not a time may take another
     * @return figures of which each is greater than 0, the same metrics in each round
     * @throws IOException in one line for the user, where a call failed, a contestant died or a tool had a fault
     */
    Measurement run(Duration time) throws IOException, InterruptedException;

    /** Ends what was set up. */
    @Override
    void close();
}
