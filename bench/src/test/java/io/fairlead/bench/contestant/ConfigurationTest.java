package io.fairlead.bench.contestant;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.bench.lab.Loopback;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What peers are told, so that a change of it shows. */
final class ConfigurationTest {

    private static final List<InetSocketAddress> SERVERS = List.of(Loopback.at(7001), Loopback.at(7002));

    @Test
    void haproxyCopiesUnlessItIsToldToSplice() {
        // When
        String configuration = Haproxy.copying().configuration(Mode.TCP, 8000, SERVERS);

        // Then
        assertThat(configuration)
                .contains("nbthread 1\n", "bind 127.0.0.1:8000\n")
                .contains("    server s1 127.0.0.1:7001\n    server s2 127.0.0.1:7002\n")
                .doesNotContain("splice", "log ");
    }

    @Test
    void haproxySplices() {
        // When
        String configuration = Haproxy.splicing().configuration(Mode.TCP, 8000, SERVERS);

        // Then
        assertThat(configuration).contains("    option splice-auto\n");
    }

    @Test
    void nginxHasOneWorkerAndNoLog() {
        // When
        String configuration =
                Nginx.configuration(Mode.TCP, 8000, SERVERS, Path.of("/run/x.pid"), "load_module m.so;\n");

        // Then
        assertThat(configuration)
                .startsWith("load_module m.so;\ndaemon off;\nworker_processes 1;\n")
                .contains("        server 127.0.0.1:7001 max_fails=0;\n        server 127.0.0.1:7002 max_fails=0;\n")
                .contains("listen 127.0.0.1:8000 ", "access_log off;");
    }

    @Test
    void haproxyHasHttp2OnBothSides() {
        // When
        String configuration = Haproxy.copying().configuration(Mode.GRPC, 8000, SERVERS);

        // Then
        assertThat(configuration)
                .contains("mode http\n", "http-reuse always\n", "bind 127.0.0.1:8000 proto h2\n")
                .contains("    server s1 127.0.0.1:7001 proto h2\n    server s2 127.0.0.1:7002 proto h2\n")
                .doesNotContain("mode tcp", "log ");
    }

    @Test
    void haproxyHasLargerBuffersWhereItIsToldTo() {
        // When
        String configuration = Haproxy.buffering().configuration(Mode.GRPC, 8000, SERVERS);

        // Then
        assertThat(configuration).contains("    tune.bufsize 65536\n");
    }

    @Test
    void oneThatMovesBulkInAnotherWayDoesSoInOneMode() {
        // When, Then
        assertThat(Haproxy.copying()).matches(it -> it.serves(Mode.TCP) && it.serves(Mode.GRPC));
        assertThat(Haproxy.splicing()).matches(it -> it.serves(Mode.TCP) && !it.serves(Mode.GRPC));
        assertThat(Haproxy.buffering()).matches(it -> !it.serves(Mode.TCP) && it.serves(Mode.GRPC));
    }

    @Test
    void nginxKeepsItsConnectionsToServers() {
        // When
        String configuration =
                Nginx.configuration(Mode.GRPC, 8000, SERVERS, Path.of("/run/x.pid"), "load_module m.so;\n");

        // Then
        assertThat(configuration)
                .startsWith("daemon off;\nworker_processes 1;\n")
                .contains("        server 127.0.0.1:7001 max_fails=0;\n        server 127.0.0.1:7002 max_fails=0;\n")
                .contains(
                        "keepalive 10000;",
                        "listen 127.0.0.1:8000 http2 ",
                        "grpc_pass grpc://bench;",
                        "access_log off;");
    }

    @Test
    void nghttpxHasOneWorkerAndHttp2OnBothSides() {
        // When
        List<String> command = Nghttpx.command(8000, SERVERS);

        // Then
        assertThat(command)
                .contains("--workers=1", "--frontend=127.0.0.1,8000;no-tls")
                .contains("--backend=127.0.0.1,7001;;proto=h2", "--backend=127.0.0.1,7002;;proto=h2");
    }
}
