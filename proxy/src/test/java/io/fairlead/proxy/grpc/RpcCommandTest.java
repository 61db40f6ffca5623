package io.fairlead.proxy.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.testing.ProxyProcess;
import io.fairlead.proxy.testing.Sockets;
import io.fairlead.proxy.testing.rpc.RpcCall;
import io.fairlead.proxy.testing.rpc.RpcClient;
import io.fairlead.proxy.testing.rpc.RpcMethods;
import io.fairlead.proxy.testing.rpc.RpcScene;
import io.fairlead.proxy.testing.rpc.RpcServer;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the command, in a process of its own, tells of the RPCs that it passes on. */
class RpcCommandTest {

    @RegisterExtension
    final RpcScene scene = new RpcScene();

    @TempDir
    private Path folder;

    private ProxyProcess proxy;
    private RpcClient client;

    @BeforeEach
    void start() throws Exception {
        RpcServer server = scene.server("srv1");
        InetSocketAddress listener = Sockets.unused();
        Path file = Files.writeString(folder.resolve("echo.yaml"), config(listener, server.address()));
        proxy = scene.open(ProxyProcess.start("proxy", "-f", file.toString(), "--admin", "127.0.0.1:0"))
                .awaitReady();
        client = scene.open(RpcClient.of(listener));
    }

    private static String config(InetSocketAddress listener, InetSocketAddress server) {
        return """
                apiVersion: fairlead.io/v1alpha1
                kind: GrpcLoadBalancer
                metadata: {name: echo}
                spec:
                  listeners:
                  - {name: grpc, mode: GRPC, address: 127.0.0.1, port: %d}
                  backends:
                  - name: echo
                    servers:
                    - {name: srv1, address: 127.0.0.1, port: %d}
                  accessLog: {enabled: true}
                  metrics: {methods: [/fairlead.Test/Stream], maxMethods: 3}
                """.formatted(listener.getPort(), server.getPort());
    }

    @Test
    void itsMetricsCountRpcsByMethodAndStatusWithTheirMessagesAndBytes() throws Exception {
        // Given
        call();
        awaitLogged(5);

        // When
        List<String> lines = proxy.admin("/metrics").lines().toList();

        // Then
        assertThat(lines)
                .contains(
                        ended("Echo", "OK", 2),
                        ended("Count", "OK", 1),
                        ended("Fail", "NOT_FOUND", 1),
                        ended("Stream", "OK", 0),
                        "fairlead_rpcs_total{backend=\"echo\",grpc_status=\"UNIMPLEMENTED\",listener=\"grpc\","
                                + "method=\"other\",service=\"other\"} 1.0",
                        counted("messages", "in", "Echo", 2),
                        counted("messages", "out", "Echo", 2),
                        counted("bytes", "in", "Echo", 210),
                        counted("bytes", "out", "Echo", 210),
                        counted("messages", "in", "Count", 10),
                        counted("messages", "out", "Count", 1),
                        counted("bytes", "in", "Count", 250),
                        counted("bytes", "out", "Count", 14),
                        counted("messages", "in", "Fail", 1),
                        counted("messages", "out", "Fail", 0),
                        "fairlead_rpc_duration_seconds_count{backend=\"echo\",listener=\"grpc\",method=\"Echo\","
                                + "service=\"fairlead.Test\"} 2",
                        "fairlead_listener_rpcs_total{listener=\"grpc\"} 5.0",
                        "fairlead_listener_connections_total{listener=\"grpc\"} 1.0")
                .noneMatch(line -> line.contains("Unknown"));
    }

    @Test
    void itsAccessLogHasALineForEachRpc() throws Exception {
        // When
        call();

        // Then
        awaitLogged(5);
        String echo = line("200 105", "Echo", "0 1/1 105/105");
        List<String> expected = List.of(
                echo,
                echo,
                line("200 14", "Count", "0 10/1 250/14"),
                line("200 0", "Fail", "5 1/0 20/0"),
                line("200 0", "Unknown", "12 \\d/0 \\d+/0"));
        assertThat(proxy.out())
                .zipSatisfy(expected, (line, pattern) -> assertThat(line).matches(pattern));
    }

    /** Calls methods one after the other: two of them alike, one whose messages are a stream, one that fails, and one that does not exist. */
    private void call() {
        client.start(RpcMethods.ECHO).sendLast(new byte[100]).status();
        client.start(RpcMethods.ECHO).sendLast(new byte[100]).status();
        RpcCall count = client.start(RpcMethods.COUNT);
        for (int i = 0; i < 10; i++) {
            count.send(new byte[20]);
        }
        count.halfClose().status();
        client.start(RpcMethods.FAIL)
                .sendLast(RpcMethods.bytes("5 no such thing"))
                .status();
        client.start(RpcMethods.NAME.toBuilder()
                        .setFullMethodName("fairlead.Test/Unknown")
                        .build())
                .sendLast(new byte[0])
                .status();
    }

    /** Waits for so many lines of the access log; what they tell of is counted before. */
    private void awaitLogged(int lines) {
        ProxyProcess.await().until(() -> proxy.out().size() >= lines);
    }

    private static String ended(String method, String status, int count) {
        return "fairlead_rpcs_total{backend=\"echo\",grpc_status=\"%s\",listener=\"grpc\",method=\"%s\",service=\"fairlead.Test\"} %d.0"
                .formatted(status, method, count);
    }

    private static String counted(String what, String direction, String method, int count) {
        return "fairlead_rpc_%s_total{backend=\"echo\",direction=\"%s\",listener=\"grpc\",method=\"%s\",service=\"fairlead.Test\"} %d.0"
                .formatted(what, direction, method, count);
    }

    private static String line(String sent, String method, String ofGrpc) {
        return "127\\.0\\.0\\.1:\\d+ \\[.*] grpc echo/srv1 \\d+/\\d+/\\d+/\\d+/\\d+ " + sent
                + " - - ---- 1/1/0/0/0 0/0 \"POST /fairlead\\.Test/" + method + " HTTP/2\\.0\" " + ofGrpc;
    }
}
