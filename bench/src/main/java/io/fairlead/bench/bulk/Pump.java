package io.fairlead.bench.bulk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** One end of a connection: a thread sends for as long as it is open, another one receives. */
final class Pump implements AutoCloseable {

    private static final int CHUNK = 128 << 10;

    private final SocketChannel channel;
    private final LongAdder received;
    private volatile boolean closed;
    private volatile @Nullable String fault;

    private Pump(SocketChannel channel, LongAdder received) {
        this.channel = channel;
        this.received = received;
    }

    /** Starts one; {@code received} is told how many bytes came. */
    static Pump start(SocketChannel channel, LongAdder received) {
        Pump pump = new Pump(channel, received);
        Thread.ofPlatform().daemon().name("pump-send").start(() -> pump.until(pump::send));
        Thread.ofPlatform().daemon().name("pump-receive").start(() -> pump.until(pump::receive));
        return pump;
    }

    @FunctionalInterface
    private interface Transfer {
        void go(ByteBuffer chunk) throws IOException;
    }

    private void until(Transfer transfer) {
        try {
            transfer.go(ByteBuffer.allocateDirect(CHUNK));
        } catch (IOException e) {
            if (!closed) {
                fault = e.toString();
            }
        }
    }

    private void send(ByteBuffer chunk) throws IOException {
        while (!closed) {
            chunk.clear();
            while (chunk.hasRemaining()) {
                channel.write(chunk);
            }
        }
    }

    private void receive(ByteBuffer chunk) throws IOException {
        while (!closed) {
            chunk.clear();
            int count = channel.read(chunk);
            if (count < 0) {
                throw new IOException("end of stream");
            }
            received.add(count);
        }
    }

    /** Returns what ended it before it was closed. */
    @Nullable
    String fault() {
        return fault;
    }

    @Override
    public void close() {
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing is left to be done with it.
        }
    }
}
