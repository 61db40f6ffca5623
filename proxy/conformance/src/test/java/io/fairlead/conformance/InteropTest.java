package io.fairlead.conformance;

import io.grpc.testing.integration.TestCases;
import io.grpc.testing.integration.TestServiceClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each case of gRPC's interop client, over both of its transports. Left out are those that need credentials of a cloud, or a cache between
 * client and server; those that ask whether the server looks for compression, which that of Java cannot, where the same cases do not ask;
 * and the soak tests, which are in {@link SoakTest}.
 */
@Timeout(60)
final class InteropTest {

    private static final String LEFT_OUT =
            "CACHEABLE_UNARY|.*_CREDS|.*_CREDENTIALS|OAUTH2_.*|CLIENT_COMPRESSED_(UNARY|STREAMING)|.*_SOAK";

    private static final String ORCA_BALANCER =
            "{\"loadBalancingConfig\": [{\"test_backend_metrics_load_balancer\": {}}]}";

    @ParameterizedTest(name = "{0} over Netty")
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = LEFT_OUT)
    void overNetty(TestCases testCase) throws Exception {
        run(testCase, false);
    }

    @ParameterizedTest(name = "{0} over OkHttp")
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = LEFT_OUT)
    void overOkHttp(TestCases testCase) throws Exception {
        run(testCase, true);
    }

    private static void run(TestCases testCase, boolean okHttp) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "--use_tls=false",
                "--server_host=127.0.0.1",
                "--server_port=" + Integer.getInteger("conformance.interop"),
                "--use_okhttp=" + okHttp,
                "--test_case=" + testCase.name().toLowerCase(Locale.ROOT)));
        if (testCase == TestCases.ORCA_PER_RPC || testCase == TestCases.ORCA_OOB) {
            arguments.add("--service_config_json=" + ORCA_BALANCER);
        }
        TestServiceClient.main(arguments.toArray(String[]::new));
    }
}
