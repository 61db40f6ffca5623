package io.fairlead.proxy.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;

/**
 * A connection to a {@link PlainServer} on which the pattern goes there and back until told to finish: some bytes are always under
 * way, but no more than the kernel holds, so that many such connections leave the processors to others.
 */
public final class Relayed {

    private static final int CHUNK = 4 * 1024;

    private final Socket socket;
    private final Pattern.Reader reader;
    private final CompletableFuture<Long> sent;
    private volatile boolean finishing;

    private Relayed(Socket socket) throws IOException {
        this.socket = socket;
        reader = new Pattern.Reader(socket.getInputStream());
        sent = CompletableFuture.supplyAsync(
                this::relay, task -> Thread.ofVirtual().start(task));
    }

    /** Starts once the server has greeted. */
    public static Relayed start(Socket socket) throws IOException {
        Sockets.greeting(socket);
        return new Relayed(socket);
    }

    private long relay() {
        try {
            OutputStream out = socket.getOutputStream();
            long position = 0;
            while (!finishing) {
                Pattern.write(out, position, position + CHUNK);
                position += CHUNK;
                while (position - reader.position() > CHUNK && reader.read()) {
                    // until only the last chunk is under way
                }
            }
            socket.shutdownOutput();
            reader.readToEnd();
            return position;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the stream, and waits until what is under way has come back and the server has ended it too. */
    public void finish() {
        finishing = true;
        sent.join();
    }

    /** Returns how many bytes were sent; waits for the end. */
    public long sent() {
        return sent.join();
    }

    /** Returns how many bytes came back, all of which are the pattern's; waits for the end. */
    public long received() {
        sent.join();
        return reader.position();
    }
}
