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

/** HAProxy in {@code mode tcp}, with one thread, and as many connections as the process may have files for. */
final class Haproxy implements Contestant {

    private final String name;
    private final String option;

    private Haproxy(String name, String option) {
        this.name = name;
        this.option = option;
    }

    /** Returns one that copies, which it does where it is not told otherwise. */
    static Haproxy copying() {
        return new Haproxy("haproxy", "");
    }

    /** Returns one that splices where that pays in its own judgement. */
    static Haproxy splicing() {
        return new Haproxy("haproxy-splice", "option splice-auto");
    }

    @Override
    public String name() {
        return name;
    }

    /** It sets files aside for a pipe to each fourth connection, and takes so many connections less. */
    @Override
    public boolean isForBulk() {
        return !option.isEmpty();
    }

    @Override
    public List<Tool> tools() {
        return List.of(Tool.HAPROXY);
    }

    @Override
    public Front launch(Lab lab, List<InetSocketAddress> servers) throws IOException {
        int port = lab.freePort();
        Path file = Files.createTempFile(lab.folder(), name + "-", ".cfg");
        Files.writeString(file, configuration(port, servers));
        return new ProxyProcess(
                lab.startProxy(name, List.of("haproxy", "-db", "-f", file.toString())), Loopback.at(port));
    }

    String configuration(int port, List<InetSocketAddress> servers) {
        String lines = IntStream.range(0, servers.size())
                .mapToObj(i -> "    server s%d %s".formatted(i + 1, Addresses.text(servers.get(i))))
                .collect(Collectors.joining("\n"));
        return """
            global
                nbthread 1
            defaults
                mode tcp
                timeout connect 5s
                timeout client 10m
                timeout server 10m
                %s
            listen bench
                bind 127.0.0.1:%d
                balance roundrobin
            %s
            """.formatted(option, port, lines);
    }
}
