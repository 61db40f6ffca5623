package io.fairlead.proxy.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.fairlead.proxy.snapshot.ProxySnapshot;
import java.io.IOException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what is asked on the admin port; reads one snapshot for each request. */
final class AdminHandler implements HttpHandler {

    private static final Logger log = LoggerFactory.getLogger(AdminHandler.class);

    private final Supplier<ProxySnapshot> snapshots;
    private final Metrics metrics;

    AdminHandler(Supplier<ProxySnapshot> snapshots, Metrics metrics) {
        this.snapshots = snapshots;
        this.metrics = metrics;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            answer(exchange).send(exchange);
        }
    }

    private Answer answer(HttpExchange exchange) {
        String method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            return Answer.text(405, "method not allowed (expected: GET or HEAD)");
        }
        try {
            return page(exchange);
        } catch (RuntimeException e) {
            log.atError()
                    .setCause(e)
                    .addKeyValue("uri", exchange.getRequestURI())
                    .log("admin request failed");
            return Answer.text(500, "internal error, see the log");
        }
    }

    private Answer page(HttpExchange exchange) {
        return switch (exchange.getRequestURI().getPath()) {
            case "/livez" -> Answer.text(200, "ok");
            case "/readyz" -> readiness();
            case "/metrics" ->
                metrics(ScrapeFormat.accepted(exchange.getRequestHeaders().getFirst("Accept")));
            case "/status" -> status();
            case null, default -> Answer.text(404, "not found (expected: /livez, /readyz, /metrics or /status)");
        };
    }

    private Answer readiness() {
        String notReady = snapshots.get().notReady();
        return notReady == null ? Answer.text(200, "ok") : Answer.text(503, notReady);
    }

    private Answer metrics(ScrapeFormat format) {
        return new Answer(200, format.contentType(), metrics.scrape(snapshots.get(), format));
    }

    private Answer status() {
        return new Answer(
                200, "application/json", StatusPage.of(snapshots.get()).toJson());
    }
}
