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

/** nginx's {@code stream}, with one worker. Its buffers stay at the usual 16 KiB, which are HAProxy's, too. */
final class Nginx implements Contestant {

    /** A connection of a client takes two. */
    private static final int WORKER_CONNECTIONS = 40_000;

    /** Where the packages of distributions have it, unless it is built in. */
    private static final List<Path> STREAM_MODULES = List.of(
            Path.of("/usr/lib/nginx/modules/ngx_stream_module.so"),
            Path.of("/usr/lib64/nginx/modules/ngx_stream_module.so"),
            Path.of("/etc/nginx/modules/ngx_stream_module.so"));

    @Override
    public String name() {
        return "nginx";
    }

    @Override
    public List<Tool> tools() {
        return List.of(Tool.NGINX);
    }

    @Override
    public Front launch(Lab lab, List<InetSocketAddress> servers) throws IOException {
        int port = lab.freePort();
        Path folder = Files.createTempDirectory(lab.folder(), "nginx-");
        Path file = folder.resolve("nginx.conf");
        Files.writeString(file, configuration(port, servers, folder.resolve("nginx.pid"), loadModule()));
        return new ProxyProcess(
                lab.startProxy(
                        name(), List.of("nginx", "-e", "stderr", "-p", folder.toString(), "-c", file.toString())),
                Loopback.at(port));
    }

    private static String loadModule() {
        return STREAM_MODULES.stream()
                .filter(Files::isReadable)
                .findFirst()
                .map(module -> "load_module " + module + ";\n")
                .orElse("");
    }

    static String configuration(int port, List<InetSocketAddress> servers, Path pid, String loadModule) {
        String lines = servers.stream()
                .map(server -> "        server %s max_fails=0;".formatted(Addresses.text(server)))
                .collect(Collectors.joining("\n"));
        return """
            %sdaemon off;
            worker_processes 1;
            pid %s;
            error_log stderr warn;
            events {
                worker_connections %d;
                multi_accept on;
            }
            stream {
                access_log off;
                upstream bench {
            %s
                }
                server {
                    listen 127.0.0.1:%d backlog=4096;
                    proxy_pass bench;
                    proxy_connect_timeout 5s;
                    proxy_timeout 10m;
                }
            }
            """.formatted(loadModule, pid, WORKER_CONNECTIONS, lines, port);
    }
}
