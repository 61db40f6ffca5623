package io.fairlead.proxy.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What Linux tells of the TCP sockets of this machine, whoever's they are. */
public final class KernelSockets {

    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

    /** Columns of the tables. */
    private static final int LOCAL = 1;

    private static final int REMOTE = 2;
    private static final int TIMER = 5;

    /** The timer of an established connection that waits for no acknowledgement. */
    private static final String KEEPALIVE = "02";

    private static final double TICKS_PER_SECOND = 100;

    private KernelSockets() {}

    /**
     * Returns in how many seconds the kernel sends the next keepalive probe on the connection that has these ports, seen from the side
     * asked about; -1: never.
     */
    public static double secondsToKeepAlive(int localPort, int remotePort) throws IOException {
        String[] timer = row(localPort, remotePort)[TIMER].split(":", -1);
        return timer[0].equals(KEEPALIVE) ? Long.parseLong(timer[1], 16) / TICKS_PER_SECOND : -1;
    }

    private static String[] row(int localPort, int remotePort) throws IOException {
        for (Path table : TABLES) {
            try (Stream<String> lines = Files.lines(table)) {
                List<String[]> found = lines.map(line -> line.strip().split("\\s+"))
                        .filter(row -> hasPort(row[LOCAL], localPort) && hasPort(row[REMOTE], remotePort))
                        .toList();
                if (!found.isEmpty()) {
                    return found.getFirst();
                }
            }
        }
        throw new AssertionError("no connection from port " + localPort + " to " + remotePort);
    }

    private static boolean hasPort(String address, int port) {
        return address.endsWith(":%04X".formatted(port));
    }
}
