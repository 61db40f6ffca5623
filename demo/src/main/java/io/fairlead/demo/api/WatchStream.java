package io.fairlead.demo.api;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;

/** A connection on which the events of a watch go out, one after the other. Used on its event loop. */
interface WatchStream {

    /** Sends one event; the future is complete when it has gone out. */
    Future<Void> send(Buffer event);

    /** Ends the watch; the client may begin another one where this one has ended. */
    void end();

    /** Has {@code closed} called when the client is gone, or has been told the end. */
    void onClose(Runnable closed);

    /** Returns one that is the body of an answer: a line for each event, without an end that is known. */
    static WatchStream of(HttpServerResponse response) {
        response.setChunked(true).putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        response.write(Buffer.buffer());
        return new WatchStream() {

            @Override
            public Future<Void> send(Buffer event) {
                return response.write(event.appendByte((byte) '\n'));
            }

            @Override
            public void end() {
                response.end();
            }

            @Override
            public void onClose(Runnable closed) {
                response.closeHandler(_ -> closed.run());
                response.endHandler(_ -> closed.run());
                response.exceptionHandler(_ -> closed.run());
            }
        };
    }

    /** Returns one that sends each event as a text message. */
    static WatchStream of(ServerWebSocket socket) {
        return new WatchStream() {

            @Override
            public Future<Void> send(Buffer event) {
                return socket.writeTextMessage(event.toString());
            }

            @Override
            public void end() {
                socket.close();
            }

            @Override
            public void onClose(Runnable closed) {
                socket.closeHandler(_ -> closed.run());
                socket.exceptionHandler(_ -> closed.run());
            }
        };
    }
}
