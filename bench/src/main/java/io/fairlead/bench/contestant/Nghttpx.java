package io.fairlead.bench.contestant;

import io.fairlead.bench.lab.Lab;
import io.fairlead.bench.lab.Loopback;
import io.fairlead.bench.tool.Tool;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** nghttpx, nghttp2's own proxy, with one worker. It adds no fields to what it relays, as the others add none. */
final class Nghttpx implements Contestant {

    /** As much as may be under way in a stream: 1 MiB, as fairlead's grow to. */
    private static final int WINDOW = (1 << 20) - 1;

    @Override
    public String name() {
        return "nghttpx";
    }

    @Override
    public boolean serves(Mode mode) {
        return mode == Mode.GRPC;
    }

    @Override
    public List<Tool> tools() {
        return List.of(Tool.NGHTTPX);
    }

    @Override
    public Front launch(Lab lab, Mode mode, List<InetSocketAddress> servers) throws IOException {
        int port = lab.freePort();
        return new ProxyProcess(lab.startProxy(name(), command(port, servers)), Loopback.at(port));
    }

    static List<String> command(int port, List<InetSocketAddress> servers) {
        List<String> command = new ArrayList<>(List.of(
                "nghttpx",
                "--conf=/dev/null",
                "--workers=1",
                "--log-level=ERROR",
                "--frontend=%s,%d;no-tls".formatted(Loopback.HOST, port),
                "--frontend-http2-window-size=" + WINDOW,
                "--backend-http2-window-size=" + WINDOW,
                "--frontend-http2-read-timeout=10m",
                "--backend-read-timeout=10m",
                "--no-via",
                "--no-add-x-forwarded-proto",
                "--no-server-rewrite"));
        servers.stream()
                .map(server -> "--backend=%s,%d;;proto=h2"
                        .formatted(server.getAddress().getHostAddress(), server.getPort()))
                .forEach(command::add);
        return command;
    }
}
