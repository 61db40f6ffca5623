package io.fairlead.conformance;

import io.grpc.testing.integration.TestServiceClient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** gRPC's soak client: for half of the time each, RPCs on one channel, and on a channel each. Not one may fail, or take a second. */
final class SoakTest {

    private static final int THREADS = 4;
    private static final int MILLIS_BETWEEN_RPCS = 20;

    /** How long the first few may take, as there is nothing compiled yet. */
    private static final int WARM_UP_LATENCY_MILLIS = 10_000;

    private static final int LATENCY_MILLIS = 1_000;

    @BeforeAll
    static void warmUp() throws Exception {
        run("channel_soak", 1, WARM_UP_LATENCY_MILLIS);
    }

    @Test
    @DisplayName("rpc_soak")
    void rpcSoak() throws Exception {
        run("rpc_soak", seconds(), LATENCY_MILLIS);
    }

    @Test
    @DisplayName("channel_soak")
    void channelSoak() throws Exception {
        run("channel_soak", seconds(), LATENCY_MILLIS);
    }

    private static int seconds() {
        return Math.max(1, Integer.getInteger("conformance.seconds") / 2);
    }

    private static void run(String testCase, int seconds, int latencyMillis) throws Exception {
        int iterations = THREADS * seconds * 1000 / MILLIS_BETWEEN_RPCS;
        TestServiceClient.main(new String[] {
            "--use_tls=false",
            "--server_host=127.0.0.1",
            "--server_port=" + Integer.getInteger("conformance.soak"),
            "--test_case=" + testCase,
            "--soak_iterations=" + iterations,
            "--soak_num_threads=" + THREADS,
            "--soak_per_iteration_max_acceptable_latency_ms=" + latencyMillis,
            "--soak_min_time_ms_between_rpcs=" + MILLIS_BETWEEN_RPCS,
            "--soak_overall_timeout_seconds=" + (3 * seconds + 30)
        });
    }
}
