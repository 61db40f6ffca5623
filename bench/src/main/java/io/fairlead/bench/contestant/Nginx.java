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

/** nginx's {@code stream}, or {@code grpc_pass}, with one worker. Its buffers have the 16 KiB of HAProxy's. */
final class Nginx implements Contestant {

    /** A connection of a client takes two. */
    private static final int WORKER_CONNECTIONS = 40_000;

    /** Connections to servers that are kept, which have one call at a time each: more than calls come at a time. */
    private static final int KEPT = 10_000;

    /** After so many calls a connection is closed; more than there are in any work. */
    private static final int REQUESTS = 1_000_000_000;

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
    public Front launch(Lab lab, Mode mode, List<InetSocketAddress> servers) throws IOException {
        int port = lab.freePort();
        Path folder = Files.createTempDirectory(lab.folder(), "nginx-");
        Path file = folder.resolve("nginx.conf");
        Files.writeString(file, configuration(mode, port, servers, folder.resolve("nginx.pid"), loadModule()));
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

    /** {@code loadModule}: has {@code stream} in it. */
    static String configuration(Mode mode, int port, List<InetSocketAddress> servers, Path pid, String loadModule) {
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
            %s""".formatted(
                        mode == Mode.TCP ? loadModule : "",
                        pid,
                        WORKER_CONNECTIONS,
                        mode == Mode.TCP ? stream(port, lines) : http(port, lines));
    }

    private static String stream(int port, String servers) {
        return """
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
            """.formatted(servers, port);
    }

    private static String http(int port, String servers) {
        return """
            http {
                access_log off;
                client_body_temp_path body;
                proxy_temp_path proxy;
                fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi;
                scgi_temp_path scgi;
                upstream bench {
            %1$s
                    keepalive %2$d;
                    keepalive_requests %3$d;
                    keepalive_timeout 10m;
                    keepalive_time 1d;
                }
                server {
                    listen 127.0.0.1:%4$d http2 backlog=4096;
                    keepalive_requests %3$d;
                    keepalive_timeout 10m;
                    keepalive_time 1d;
                    http2_chunk_size 16k;
                    location / {
                        grpc_pass grpc://bench;
                        grpc_buffer_size 16k;
                        grpc_connect_timeout 5s;
                        grpc_read_timeout 10m;
                        grpc_send_timeout 10m;
                    }
                }
            }
            """.formatted(servers, KEPT, REQUESTS, port);
    }
}
