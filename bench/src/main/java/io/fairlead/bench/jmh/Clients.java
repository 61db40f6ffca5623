package io.fairlead.bench.jmh;

import io.fairlead.proxy.backend.Candidate;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.backend.Keyed;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Those whose connections one event loop has: each connects again and again, and as many connections as there are clients last. */
@State(Scope.Thread)
public class Clients {

    /** How many clients a thread has; so many connections are open at a time. */
    @Param("4096")
    int clients;

    private Keyed[] keyed = {};
    private @Nullable Candidate[] connections = {};
    private int next;

    /** As a session has it that has tried none. */
    private final Set<Endpoint> tried = new HashSet<>(0);

    /** Has them come from addresses that do not change from run to run, but from thread to thread. */
    @Setup
    public void create() {
        Random random = new Random(Thread.currentThread().threadId());
        keyed = new Keyed[clients];
        connections = new @Nullable Candidate[clients];
        for (int i = 0; i < clients; i++) {
            byte[] address = new byte[4];
            random.nextBytes(address);
            InetAddress client = Addresses.of(address);
            keyed[i] = client::getAddress;
        }
    }

    /** Returns the next one, whose key is its address. */
    Keyed next() {
        next = next + 1 == keyed.length ? 0 : next + 1;
        return keyed[next];
    }

    Set<Endpoint> tried() {
        return tried;
    }

    /** Begins the connection of the client whose turn it is, and ends the one that it had. */
    void connect(Candidate picked) {
        Candidate before = connections[next];
        connections[next] = picked;
        picked.endpoint().stats().active().incrementAndGet();
        if (before != null) {
            before.endpoint().stats().active().decrementAndGet();
        }
    }
}
