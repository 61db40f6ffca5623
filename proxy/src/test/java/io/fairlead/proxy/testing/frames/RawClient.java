package io.fairlead.proxy.testing.frames;

import io.fairlead.proxy.testing.Sockets;
import io.fairlead.proxy.testing.frames.Frame.Data;
import io.fairlead.proxy.testing.frames.Frame.Headers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;

/** The client's side of an HTTP/2 connection. */
public final class RawClient extends RawConnection {

    private static final int SMALL_BUFFER = 4 * 1024;

    private int nextStream = 1;

    private RawClient(Socket socket) throws IOException {
        super(socket);
    }

    /** Connects, and says that it speaks HTTP/2, with SETTINGS of identifiers and values in turn. */
    public static RawClient connect(InetSocketAddress server, long... settings) throws IOException {
        RawClient client = new RawClient(Sockets.connect(server));
        client.preface();
        client.settings(settings);
        client.read();
        return client;
    }

    /** Connects, and says nothing, nor acknowledges anything. */
    public static RawClient connectSilently(InetSocketAddress server) throws IOException {
        RawClient client = new RawClient(Sockets.connect(server));
        client.stopAcknowledging();
        client.read();
        return client;
    }

    /** Connects as {@link #connect} does, and takes nothing of what comes before {@link #read}. */
    public static RawClient connectDeaf(InetSocketAddress server, long... settings) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(SMALL_BUFFER);
        socket.connect(server);
        RawClient client = new RawClient(socket);
        client.preface();
        client.settings(settings);
        return client;
    }

    /** Sends the octets with which a client's connection begins. */
    public void preface() throws IOException {
        send(Frames.octets(Frames.PREFACE));
    }

    /** Begins the next stream; returns its number. */
    public int request(boolean endStream, List<Field> fields) throws IOException {
        int stream = takeStream();
        headers(stream, endStream, fields);
        return stream;
    }

    /** Sends a whole unary call; returns its stream. */
    public int call(String path, String message) throws IOException {
        int stream = request(false, Field.grpcRequest(path));
        data(stream, Frames.message(message), true);
        return stream;
    }

    /** Returns the number of the next stream, which is used up. */
    public int takeStream() {
        int stream = nextStream;
        nextStream += 2;
        return stream;
    }

    /** Waits for the end of a gRPC answer; returns its trailers, which may be all that there is. */
    public Headers awaitTrailers(int stream) throws InterruptedException {
        while (true) {
            Headers headers = awaitHeaders(stream);
            if (headers.endsStream()) {
                return headers;
            }
        }
    }

    /** Waits for the end of the body of an answer that has no trailers; returns it. */
    public String awaitBody(int stream) throws InterruptedException {
        StringBuilder body = new StringBuilder();
        while (true) {
            Data data = awaitData(stream);
            body.append(data.content());
            if (data.endsStream()) {
                return body.toString();
            }
        }
    }
}
