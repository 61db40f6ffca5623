package io.fairlead.operator.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Where the operator's health is asked for: {@code /livez} while the process works, {@code /readyz} once it knows the cluster, {@code /metrics}. */
public final class HttpPort implements AutoCloseable {

    private static final String TEXT = "text/plain; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean ready;

    private HttpPort(HttpServer server) {
        this.server = server;
    }

    /** Begins to serve, not ready. Throws {@link IOException} with a message for the user where the address cannot be bound. */
    public static HttpPort open(InetSocketAddress address, OperatorMetrics metrics) throws IOException {
        boundClients();
        HttpServer server;
        try {
            server = HttpServer.create(address, 0);
        } catch (IOException | RuntimeException e) {
            throw new IOException("--http: %s cannot be bound: %s".formatted(address, e.getMessage()), e);
        }
        HttpPort port = new HttpPort(server);
        server.createContext("/", exchange -> answer(exchange, 404, TEXT, "no such page\n"));
        page(server, "/livez", exchange -> answer(exchange, 200, TEXT, "ok\n"));
        page(
                server,
                "/readyz",
                exchange -> answer(exchange, port.ready ? 200 : 503, TEXT, port.ready ? "ok\n" : "not ready\n"));
        page(server, "/metrics", exchange -> {
            String accept = exchange.getRequestHeaders().getFirst("Accept");
            OperatorMetrics.Scrape scrape = metrics.scrape(accept);
            answer(exchange, 200, scrape.contentType(), scrape.text());
        });
        server.setExecutor(port.executor);
        server.start();
        return port;
    }

    /** From now on {@code /readyz} says so. A replica that waits for the lease is ready, too: nothing more can be asked of it. */
    public void ready() {
        ready = true;
    }

    /** From now on {@code /readyz} says no. */
    public void stopping() {
        ready = false;
    }

    /** Returns the address that is bound. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /**
     * Bounds how many clients there are, and for how many seconds one may send a request or take an answer: one that does neither must not keep
     * the others from asking. The JDK's server has no other way to be told than system properties; what the command line says goes first.
     */
    private static void boundClients() {
        System.getProperties().putIfAbsent("jdk.httpserver.maxConnections", "200");
        System.getProperties().putIfAbsent("sun.net.httpserver.maxReqTime", "5");
        System.getProperties().putIfAbsent("sun.net.httpserver.maxRspTime", "5");
    }

    private static void page(HttpServer server, String path, Page page) {
        server.createContext(path, exchange -> {
            String method = exchange.getRequestMethod();
            if (!exchange.getRequestURI().getPath().equals(path)) {
                answer(exchange, 404, TEXT, "no such page\n");
            } else if (method.equals("GET") || method.equals("HEAD")) {
                page.answer(exchange);
            } else {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                answer(exchange, 405, TEXT, "expected: GET or HEAD\n");
            }
        });
    }

    private static void answer(HttpExchange exchange, int code, String contentType, String text) throws IOException {
        try (exchange) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", contentType);
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(code, head ? -1 : body.length);
            if (!head) {
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(body);
                }
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    private interface Page {
        void answer(HttpExchange exchange) throws IOException;
    }
}
