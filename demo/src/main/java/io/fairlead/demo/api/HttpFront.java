package io.fairlead.demo.api;

import com.google.protobuf.ByteString;
import io.fairlead.demo.api.negotiation.Document;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the API by HTTP/1.1 over TLS, and its watches by WebSocket, too. An event loop serves the connections; each request is answered on a
 * virtual thread of its own.
 */
final class HttpFront implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(HttpFront.class);
    private static final int MAX_BODY_BYTES = 3 * 1024 * 1024;
    private static final int MAX_LINE_BYTES = 16 * 1024;
    private static final int MAX_HEADER_BYTES = 64 * 1024;
    private static final Duration LONGEST_START = Duration.ofSeconds(10);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);

    private final Api api;
    private final Predicate<String> admits;
    private final Duration bookmarks;
    private final Vertx vertx = Vertx.vertx(new VertxOptions()
            .setEventLoopPoolSize(1)
            .setFileSystemOptions(
                    new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    private final HttpServer server;

    private HttpFront(Api api, ServerCertificate certificate, Predicate<String> admits, Duration bookmarks) {
        this.api = api;
        this.admits = admits;
        this.bookmarks = bookmarks;
        server = vertx.createHttpServer(new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addCertValue(Buffer.buffer(certificate.certificate()))
                        .addKeyValue(Buffer.buffer(certificate.key())))
                .setMaxInitialLineLength(MAX_LINE_BYTES)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setHandle100ContinueAutomatically(true));
    }

    /**
     * Serves from now on.
     *
     * @param admits whether a request with this {@code Authorization} header is let in
     * @param bookmarks how often watches are told how far they are
     * @throws BindException where the address is taken
     */
    static HttpFront start(
            Api api,
            InetSocketAddress address,
            ServerCertificate certificate,
            Predicate<String> admits,
            Duration bookmarks)
            throws IOException {
        HttpFront front = new HttpFront(api, certificate, admits, bookmarks);
        try {
            await(
                    front.server
                            .requestHandler(front::serve)
                            .listen(address.getPort(), address.getAddress().getHostAddress()),
                    LONGEST_START);
            return front;
        } catch (IOException e) {
            front.close();
            throw e;
        }
    }

    private static void await(Future<?> future, Duration longest) throws IOException {
        try {
            future.toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case IOException failure -> throw failure;
                case null, default -> throw new IOException(e.getCause());
            }
        }
    }

    int port() {
        return server.actualPort();
    }

    private void serve(HttpServerRequest request) {
        if (!Api.isPublic(path(request)) && !admits.test(header(request, "Authorization"))) {
            send(request.response(), Answer.failure(ApiException.unauthorized()));
        } else if (header(request, "Upgrade").equalsIgnoreCase("websocket")) {
            request.pause();
            answer(request, Buffer.buffer());
        } else {
            receive(request);
        }
    }

    private void receive(HttpServerRequest request) {
        Buffer body = Buffer.buffer();
        request.handler(part -> {
            if (body.length() <= MAX_BODY_BYTES) {
                body.appendBuffer(part);
            }
        });
        request.endHandler(_ -> {
            if (body.length() > MAX_BODY_BYTES) {
                send(request.response(), Answer.failure(ApiException.tooLarge(MAX_BODY_BYTES)));
            } else {
                answer(request, body);
            }
        });
    }

    private void answer(HttpServerRequest request, Buffer body) {
        Context context = vertx.getOrCreateContext();
        ApiRequest read = read(request, body);
        Thread.startVirtualThread(() -> {
            Answer answer = answer(read);
            context.runOnContext(_ -> give(request, answer));
        });
    }

    private Answer answer(ApiRequest request) {
        try {
            return api.answer(request);
        } catch (RuntimeException | Error e) {
            log.atError()
                    .setMessage("request cannot be answered")
                    .addKeyValue("method", request.method())
                    .addKeyValue("path", request.path())
                    .setCause(e)
                    .log();
            return Answer.failure(ApiException.internal(e.toString()));
        }
    }

    private void give(HttpServerRequest request, Answer answer) {
        boolean upgrade = request.headers().contains(HttpHeaders.UPGRADE, "websocket", true);
        switch (answer) {
            case Answer.Whole whole -> {
                request.resume();
                send(request.response(), whole);
            }
            case Answer.Events(WatchRequest watch)
            when upgrade ->
                request.toWebSocket()
                        .onSuccess(socket -> watch(watch, WatchStream.of(socket)))
                        .onFailure(failure -> log.atDebug()
                                .setMessage("WebSocket cannot be opened")
                                .setCause(failure)
                                .log());
            case Answer.Events(WatchRequest watch) -> watch(watch, WatchStream.of(request.response()));
        }
    }

    private void watch(WatchRequest watch, WatchStream stream) {
        new WatchConnection(vertx, api.store(), watch, stream, bookmarks).start();
    }

    private static void send(HttpServerResponse response, Answer answer) {
        if (answer instanceof Answer.Whole(int code, Document document) && !response.closed()) {
            response.setStatusCode(code)
                    .putHeader(HttpHeaders.CONTENT_TYPE, document.contentType())
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache, private")
                    .end(Buffer.buffer(document.body()));
        }
    }

    private static ApiRequest read(HttpServerRequest request, Buffer body) {
        Map<String, String> parameters = new LinkedHashMap<>();
        request.params().forEach(parameter -> parameters.putIfAbsent(parameter.getKey(), parameter.getValue()));
        return new ApiRequest(
                request.method().name(),
                path(request),
                new Query(parameters),
                header(request, "Accept"),
                header(request, "Content-Type"),
                ByteString.copyFrom(body.getBytes()));
    }

    private static String path(HttpServerRequest request) {
        String path = request.path();
        return path == null ? "" : path;
    }

    private static String header(HttpServerRequest request, String name) {
        String value = request.getHeader(name);
        return value == null ? "" : value;
    }

    /** Ends all connections, and with them the watches. */
    @Override
    public void close() {
        try {
            await(vertx.close(), LONGEST_CLOSE);
        } catch (IOException e) {
            log.atWarn()
                    .setMessage("API server has not ended in time")
                    .addKeyValue("reason", e.getMessage())
                    .log();
        }
    }
}
