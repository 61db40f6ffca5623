package io.fairlead.proxy.backend;

import io.netty.util.concurrent.Ticker;
import java.net.InetAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which endpoint each client was given last: HAProxy's stick table on the source address. Any thread may use it.
 *
 * <p>One lock guards all; it is held for some hundred nanoseconds, twice a connection. Clients whose time is over are dropped from the
 * oldest on, whenever it is used.
 */
public final class ClientTable {

    private final Ticker ticker;
    private final long seed;

    /** Guarded by this, as are the others. */
    private int capacity;

    private @Nullable Duration expire;
    private ClientEntries entries;

    /**
     * Creates an empty table.
     *
     * @param capacity how many clients it remembers; where there are more, the one not seen for the longest time is forgotten
     * @param expire how long a client is remembered after it was seen; {@code null}: for ever
     * @param seed keeps clients that choose their addresses from slowing it down; any number that they do not know
     */
    public ClientTable(int capacity, @Nullable Duration expire, Ticker ticker, long seed) {
        this.capacity = capacity;
        this.expire = expire;
        this.ticker = ticker;
        this.seed = seed;
        entries = new ClientEntries(capacity, seed);
    }

    /** Changes what it holds from now on; clients that are remembered stay, as far as it still holds them. */
    public synchronized void configure(int newCapacity, @Nullable Duration newExpire) {
        expire = newExpire;
        if (newCapacity != capacity) {
            capacity = newCapacity;
            ClientEntries before = entries;
            entries = new ClientEntries(newCapacity, seed);
            entries.addAll(before);
        }
    }

    /** Returns the endpoint that the client was given last, and notes that it was seen; {@code null} where it is not remembered. */
    public synchronized @Nullable EndpointKey find(InetAddress client) {
        long now = dropExpired();
        int entry = entries.find(client);
        if (entry == ClientEntries.NONE) {
            return null;
        }
        entries.seen(entry, now);
        return entries.endpoint(entry);
    }

    /** Notes that the client was seen, and that it was given {@code endpoint}. */
    public synchronized void store(InetAddress client, EndpointKey endpoint) {
        long now = dropExpired();
        int entry = entries.find(client);
        if (entry == ClientEntries.NONE) {
            if (entries.isFull()) {
                entries.remove(entries.oldest());
            }
            entry = entries.add(client, now);
        } else {
            entries.seen(entry, now);
        }
        entries.endpoint(entry, endpoint);
    }

    /** Returns how many clients are remembered. */
    public synchronized int size() {
        dropExpired();
        return entries.size();
    }

    private long dropExpired() {
        long now = ticker.nanoTime();
        if (expire != null) {
            long expireNanos = expire.toNanos();
            while (entries.size() > 0 && now - entries.seenNanos(entries.oldest()) >= expireNanos) {
                entries.remove(entries.oldest());
            }
        }
        return now;
    }
}
