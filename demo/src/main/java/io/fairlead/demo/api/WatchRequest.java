package io.fairlead.demo.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * What a client wants to watch, and how.
 *
 * @param timeout after which it ends; zero: never
 * @param bookmarks whether it is told now and then up to which version it has been told all
 * @param form of the objects that it is sent: as they are, or as tables
 */
record WatchRequest(
        Target target,
        Selection selection,
        WatchFeed.Start start,
        Duration timeout,
        boolean bookmarks,
        UnaryOperator<ObjectNode> form) {

    static WatchRequest of(Target target, Selection selection, Query query, UnaryOperator<ObjectNode> form) {
        return new WatchRequest(
                target,
                selection,
                WatchFeed.Start.of(query),
                Duration.ofSeconds(query.number("timeoutSeconds", 0)),
                query.flag("allowWatchBookmarks"),
                form);
    }
}
