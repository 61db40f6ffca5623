package io.fairlead.bench.openloop;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Connections to a server on a virtual clock, which answers at once but while it stalls, and at the end of the stall all that has come. */
final class Stalling {

    private static final long STEP = Duration.ofNanos(100_000).toNanos();

    private static final int ANSWERS_A_STEP = 200;

    private final long stallFrom;
    private final long stallUntil;
    private final List<Connection> connections = new ArrayList<>();

    /** {@code streams}: how many calls each of {@code connections} has room for at a time. */
    Stalling(int connections, int streams, Duration stallFrom, Duration stall) {
        this.stallFrom = stallFrom.toNanos();
        this.stallUntil = stallFrom.plus(stall).toNanos();
        for (int i = 0; i < connections; i++) {
            this.connections.add(new Connection(streams));
        }
    }

    List<Connection> connections() {
        return connections;
    }

    /** Runs {@code load} from time 0 to its end. */
    void run(Load load) {
        for (long now = 0; !load.done(now); now += STEP) {
            load.proceed(now);
            if (now < stallFrom || now >= stallUntil) {
                answer(load, now);
            }
        }
    }

    private void answer(Load load, long now) {
        for (int i = 0; i < connections.size(); i++) {
            Deque<Long> asked = connections.get(i).asked;
            for (int answers = 0; answers < ANSWERS_A_STEP && !asked.isEmpty(); answers++) {
                load.answered(i, asked.remove(), now);
                load.roomAt(i, now);
            }
        }
    }

    static final class Connection implements Caller {

        private final int streams;
        private final Deque<Long> asked = new ArrayDeque<>();

        private Connection(int streams) {
            this.streams = streams;
        }

        @Override
        public boolean ready() {
            return asked.size() < streams;
        }

        @Override
        public void call(long due) {
            asked.add(due);
        }

        @Override
        public void flush() {}
    }
}
