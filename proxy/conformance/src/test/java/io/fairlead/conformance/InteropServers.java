package io.fairlead.conformance;

import io.grpc.testing.integration.TestServiceServer;
import java.util.Arrays;

/** A process with the server of gRPC's interop suite on each port that it is given. */
final class InteropServers {

    private InteropServers() {}

    public static void main(String[] ports) {
        Arrays.stream(ports).forEach(port -> Thread.ofPlatform().start(() -> serve(port)));
    }

    private static void serve(String port) {
        try {
            TestServiceServer.main(new String[] {"--use_tls=false", "--port=" + port});
        } catch (Exception e) {
            throw new IllegalStateException("no server on port " + port, e);
        }
    }
}
