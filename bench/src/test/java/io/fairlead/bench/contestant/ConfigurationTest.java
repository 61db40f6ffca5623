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
        String configuration = Haproxy.copying().configuration(8000, SERVERS);

        // Then
        assertThat(configuration)
                .contains("nbthread 1\n", "bind 127.0.0.1:8000\n")
                .contains("    server s1 127.0.0.1:7001\n    server s2 127.0.0.1:7002\n")
                .doesNotContain("splice", "log ");
    }

    @Test
    void haproxySplices() {
        // When
        String configuration = Haproxy.splicing().configuration(8000, SERVERS);

        // Then
        assertThat(configuration).contains("    option splice-auto\n");
    }

    @Test
    void nginxHasOneWorkerAndNoLog() {
        // When
        String configuration = Nginx.configuration(8000, SERVERS, Path.of("/run/x.pid"), "load_module m.so;\n");

        // Then
        assertThat(configuration)
                .startsWith("load_module m.so;\ndaemon off;\nworker_processes 1;\n")
                .contains("        server 127.0.0.1:7001 max_fails=0;\n        server 127.0.0.1:7002 max_fails=0;\n")
                .contains("listen 127.0.0.1:8000 ", "access_log off;");
    }
}
