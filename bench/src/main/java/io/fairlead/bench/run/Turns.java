package io.fairlead.bench.run;

import java.util.List;
import java.util.stream.IntStream;

/** Whose turn it is: all contestants in each round, A B C A B C, so that what changes on the machine meanwhile meets all of them. */
final class Turns {

    private Turns() {}

    /**
     * One contestant's part of a round.
     *
     * @param round from 1
     * @param contestant which of them, from 0
     */
    record Turn(int round, int contestant) {}

    static List<Turn> of(int rounds, int contestants) {
        return IntStream.range(0, rounds * contestants)
                .mapToObj(i -> new Turn(i / contestants + 1, i % contestants))
                .toList();
    }
}
