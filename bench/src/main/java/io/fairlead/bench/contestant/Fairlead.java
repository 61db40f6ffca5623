package io.fairlead.bench.contestant;

import io.fairlead.bench.lab.Lab;
import io.fairlead.bench.lab.Loopback;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The proxy of this build, run by the launcher: with one event loop, since it has one CPU. */
final class Fairlead implements Contestant {

    private final Path launcher;

    Fairlead(Path launcher) {
        this.launcher = launcher;
    }

    @Override
    public String name() {
        return "fairlead";
    }

    @Override
    public Front launch(Lab lab, Mode mode, List<InetSocketAddress> servers) throws IOException {
        int port = lab.freePort();
        Path file = Files.createTempFile(lab.folder(), "fairlead-", ".yaml");
        Files.writeString(file, configuration(mode, port, servers));
        return new ProxyProcess(
                lab.startProxy(
                        name(), List.of(launcher.toString(), "proxy", "-f", file.toString(), "--admin", "127.0.0.1:0")),
                Loopback.at(port));
    }

    static String configuration(Mode mode, int port, List<InetSocketAddress> servers) {
        String lines = IntStream.range(0, servers.size())
                .mapToObj(i -> "    - {name: s%d, address: %s, port: %d}"
                        .formatted(
                                i + 1,
                                servers.get(i).getAddress().getHostAddress(),
                                servers.get(i).getPort()))
                .collect(Collectors.joining("\n"));
        return """
            apiVersion: fairlead.io/v1alpha1
            kind: GrpcLoadBalancer
            metadata: {name: bench}
            spec:
              listeners:
              - name: bench
                address: 127.0.0.1
                port: %d
                mode: %s
                timeouts: {client: 10m}
              backends:
              - name: bench
                balance: {algorithm: RoundRobin}
                healthCheck: {type: None}
                timeouts: {connect: 5s, server: 10m}
                servers:
            %s
              accessLog: {enabled: false}
              drain: {delay: 0s, timeout: 0s}
            """.formatted(port, mode, lines);
    }
}
