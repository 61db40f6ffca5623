package io.fairlead.proxy.balance.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A change of how connections are spread shows as a change of the report; {@code -Dsimulation.update=true} writes it. */
class BalancingSimulationTest {

    private static final Path REPORT = Path.of("../docs/balancing-simulation.md");

    @Test
    void theReportIsWhatTheSimulationsSay() throws IOException {
        // When
        String report = report();

        // Then
        if (Boolean.getBoolean("simulation.update")) {
            Files.writeString(REPORT, report);
        }
        assertThat(REPORT).hasContent(report);
    }

    private static String report() {
        StringBuilder report = new StringBuilder(introduction());
        for (Scenario scenario : Scenario.values()) {
            report.append("""

                    ## %s

                    %s

                    | algorithm | share of each server, in percent | most at a time | mean time, in ms | moved, in percent | broken | refused |
                    | --- | --- | --- | --- | --- | --- | --- |
                    """.formatted(scenario.title(), scenario.description()));
            for (Policy policy : Policy.all()) {
                report.append(Simulation.run(policy, scenario).row(policy.name()));
            }
        }
        return report.toString();
    }

    private static String introduction() {
        return """
                # Balancing, simulated

                `BalancingSimulationTest` writes this page, and fails where it is not what the simulations say: a change of how connections are spread shows in
                review. [balancing.md](balancing.md) says what the algorithms do.

                Each row is one minute on a clock of its own: a connection every %d ms, from one of %d clients at random, which lasts %d to %d ms. Servers have a
                slow start of %d s and no limit, but for First.

                - **share**: of the connections, srv1 first.
                - **most at a time**: the most connections that any server had.
                - **mean time**: how long connections lasted, which grows with the share of slow servers.
                - **moved**: connections of a client whose connection before was given another server.
                - **broken**: connections to a server that went down. **refused**: connections that found every server full.
                """.formatted(
                        Simulation.BETWEEN_ARRIVALS,
                        Simulation.CLIENTS,
                        Simulation.SHORTEST_CONNECTION,
                        Simulation.LONGEST_CONNECTION,
                        Policy.SLOW_START.toSeconds());
    }
}
