package io.fairlead.proxy.balance.simulation;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What came of the connections of a simulation. */
final class Outcome {

    private final int[] given;
    private int all;
    private long durations;
    private int most;
    private int moved;
    private int broken;
    private int refused;

    Outcome(int servers) {
        given = new int[servers];
    }

    /**
     * Notes that a connection was given a server.
     *
     * @param active how many connections the server has now
     * @param elsewhere whether the client's last connection was given another one
     */
    void given(int server, long millis, int active, boolean elsewhere) {
        given[server]++;
        all++;
        durations += millis;
        most = Math.max(most, active);
        moved += elsewhere ? 1 : 0;
    }

    void broken(int count) {
        broken += count;
    }

    void refused() {
        refused++;
    }

    /** Returns a row of the report's tables. */
    String row(String policy) {
        String shares = Arrays.stream(given)
                .mapToObj(count -> tenths(1000L * count, all))
                .collect(Collectors.joining(" "));
        return "| %s | %s | %d | %d | %s | %d | %d |\n"
                .formatted(policy, shares, most, durations / all, tenths(1000L * moved, all), broken, refused);
    }

    /** Rounds in whole numbers, which all machines do alike. */
    private static String tenths(long thousandths, long of) {
        long rounded = (2 * thousandths + of) / (2 * of);
        return rounded / 10 + "." + rounded % 10;
    }
}
