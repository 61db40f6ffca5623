package io.fairlead.bench.contestant;

import io.fairlead.bench.lab.Lab;
import io.fairlead.bench.lab.Loopback;
import io.fairlead.bench.tool.Tool;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** HAProxy in {@code mode tcp}, or {@code http} with HTTP/2 on both sides, with one thread, and as many connections as the process may have files for. */
final class Haproxy implements Contestant {

    private final String name;
    private final @Nullable Mode only;
    private final String tuning;
    private final String option;

    /** {@code only}: the mode in which it moves bulk in another way. */
    private Haproxy(String name, @Nullable Mode only, String tuning, String option) {
        this.name = name;
        this.only = only;
        this.tuning = tuning;
        this.option = option;
    }

    /** Returns one that copies, which it does where it is not told otherwise. */
    static Haproxy copying() {
        return new Haproxy("haproxy", null, "", "");
    }

    /** Returns one that splices where that pays in its own judgement. */
    static Haproxy splicing() {
        return new Haproxy("haproxy-splice", Mode.TCP, "", "option splice-auto");
    }

    /** Returns one with larger buffers than its documentation recommends. */
    static Haproxy buffering() {
        return new Haproxy("haproxy-64k", Mode.GRPC, "tune.bufsize 65536", "");
    }

    @Override
    public String name() {
        return name;
    }

    /** One that splices sets files aside for a pipe to each fourth connection, and takes so many connections less. */
    @Override
    public boolean isForBulk() {
        return only != null;
    }

    @Override
    public boolean serves(Mode mode) {
        return only == null || only == mode;
    }

    @Override
    public List<Tool> tools() {
        return List.of(Tool.HAPROXY);
    }

    @Override
    public Front launch(Lab lab, Mode mode, List<InetSocketAddress> servers) throws IOException {
        int port = lab.freePort();
        Path file = Files.createTempFile(lab.folder(), name + "-", ".cfg");
        Files.writeString(file, configuration(mode, port, servers));
        return new ProxyProcess(
                lab.startProxy(name, List.of("haproxy", "-db", "-f", file.toString())), Loopback.at(port));
    }

    String configuration(Mode mode, int port, List<InetSocketAddress> servers) {
        String protocol = mode == Mode.GRPC ? " proto h2" : "";
        String lines = IntStream.range(0, servers.size())
                .mapToObj(i -> "    server s%d %s%s".formatted(i + 1, Addresses.text(servers.get(i)), protocol))
                .collect(Collectors.joining("\n"));
        return """
            global
                nbthread 1
                %s
            defaults
                mode %s
                timeout connect 5s
                timeout client 10m
                timeout server 10m
                %s
            listen bench
                bind 127.0.0.1:%d%s
                balance roundrobin
            %s
            """.formatted(
                        tuning,
                        mode == Mode.GRPC ? "http" : "tcp",
                        mode == Mode.GRPC ? "http-reuse always" : option,
                        port,
                        protocol,
                        lines);
    }
}
