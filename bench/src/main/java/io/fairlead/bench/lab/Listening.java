package io.fairlead.bench.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Waits until a process accepts connections. */
public final class Listening {

    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final int PAUSE_MILLIS = 20;

    private Listening() {}

    /**
     * Returns once something accepts connections at {@code address}.
     *
     * @throws IOException in one line for the user, where {@code child} ended or takes longer than a minute
     */
    public static void await(Child child, InetSocketAddress address) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (!accepts(address)) {
            child.checkAlive();
            if (System.nanoTime() - start > LONGEST.toNanos()) {
                throw new IOException("%s: nothing listens at %s after %d s (expected: %s)"
                        .formatted(child.name(), address, LONGEST.toSeconds(), child.name()));
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private static boolean accepts(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, PAUSE_MILLIS * 10);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
