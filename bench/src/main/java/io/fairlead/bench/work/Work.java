package io.fairlead.bench.work;

import io.fairlead.bench.contestant.Contestant;
import io.fairlead.bench.contestant.Mode;
import io.fairlead.bench.lab.Lab;
import io.fairlead.bench.tool.Tool;
import java.io.IOException;
import java.util.List;

/** A kind of load, the same for each contestant. */
public interface Work {

    /** Returns what {@code --work} calls it, and the report: one lower-case letter. */
    String letter();

    /** Returns what it is, in a few words such as {@code unary calls, 50 connections x 1 stream}. */
    String title();

    /** Returns what its contestants do with what clients send. */
    default Mode mode() {
        return Mode.TCP;
    }

    /** Returns which of {@code asked}, all of which serve its mode, it can measure, in the same order. */
    default List<Contestant> contestants(List<Contestant> asked) {
        return asked;
    }

    /** Returns the metric that stands for it where there is room for one. */
    default Metric headline() {
        return Metric.CPU_PER_CALL;
    }

    /** Returns the programs that it needs on {@code PATH}. */
    default List<Tool> tools() {
        return List.of();
    }

    /**
     * Sets up what the rounds of one contestant use, such as its process and its backend. Those of all contestants are there at the same time.
     *
     * @throws IOException in one line for the user, where something did not start
     */
    Trial prepare(Contestant contestant, Lab lab) throws IOException, InterruptedException;
}
