package io.fairlead.demo.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A watch of one client: brings the events of its feed to its connection. A client that takes them more slowly than they come is let
 * go of before they fill the memory: it begins anew.
 */
final class WatchConnection {

    private static final int MAX_UNSENT_BYTES = 8 * 1024 * 1024;

    private final Vertx vertx;
    private final WatchRequest request;
    private final WatchStream stream;
    private final Duration bookmarks;
    private final WatchFeed feed;
    private final Context context;

    /** Used on {@link #context} alone, as all below. */
    private final List<Long> timers = new ArrayList<>();

    private int unsent;
    private boolean ended;

    WatchConnection(Vertx vertx, ObjectStore store, WatchRequest request, WatchStream stream, Duration bookmarks) {
        this.vertx = vertx;
        this.request = request;
        this.stream = stream;
        this.bookmarks = bookmarks;
        feed = new WatchFeed(store, request.target(), request.selection(), this::event);
        context = vertx.getOrCreateContext();
    }

    /** Begins; called on the event loop of the connection. */
    void start() {
        stream.onClose(this::closed);
        if (!request.timeout().isZero()) {
            timers.add(vertx.setTimer(request.timeout().toMillis(), _ -> end()));
        }
        if (request.bookmarks()) {
            timers.add(vertx.setPeriodic(bookmarks.toMillis(), _ -> Thread.startVirtualThread(feed::bookmark)));
        }
        Thread.startVirtualThread(this::startFeed);
    }

    private void startFeed() {
        try {
            feed.start(request.start());
            context.runOnContext(_ -> stopIfEnded());
        } catch (ApiException e) {
            context.runOnContext(_ -> {
                send("ERROR", e.status());
                end();
            });
        }
    }

    /** Called while the store is locked. */
    private void event(String type, ObjectNode object) {
        context.runOnContext(_ ->
                send(type, type.equals("BOOKMARK") ? object : request.form().apply(object)));
    }

    private void send(String type, ObjectNode object) {
        if (ended) {
            return;
        }
        Buffer event = Buffer.buffer(Json.write(Json.object().put("type", type).set("object", object)));
        unsent += event.length();
        if (unsent > MAX_UNSENT_BYTES) {
            end();
            return;
        }
        stream.send(event).onComplete(_ -> unsent -= event.length());
    }

    private void end() {
        if (!ended) {
            closed();
            stream.end();
        }
    }

    private void closed() {
        ended = true;
        timers.forEach(vertx::cancelTimer);
        timers.clear();
        stopIfEnded();
    }

    private void stopIfEnded() {
        if (ended) {
            Thread.startVirtualThread(feed::stop);
        }
    }
}
