package io.fairlead.proxy;

import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a load balancer logged: the lines for connections, to be taken one by one, and the others. */
final class TcpLog {

    private final Queue<TcpLogLine> connections = new ConcurrentLinkedQueue<>();
    private final List<String> others = new CopyOnWriteArrayList<>();

    void add(String line) {
        TcpLogLine.parse(line).ifPresentOrElse(connections::add, () -> others.add(line));
    }

    TcpLogLine next() {
        return await("a line in the access log, other than " + others).until(connections::poll, line -> line != null);
    }

    /** Returns the lines that are not about a connection. */
    List<String> others() {
        return others;
    }
}
