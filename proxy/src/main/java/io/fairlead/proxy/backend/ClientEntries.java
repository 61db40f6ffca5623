package io.fairlead.proxy.backend;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Clients' addresses with an endpoint each, in the order in which they were last seen. Only one thread may use it at a time; each call is
 * O(1).
 *
 * <p>A hash table whose entries are columns of arrays, chained by their index: about 50 bytes a client and no object, so that a million
 * of them fits a small heap. An entry's index is its name until it is removed.
 */
final class ClientEntries {

    static final int NONE = -1;

    private static final int FIRST_LENGTH = 16;

    private final int capacity;
    private final long seed;

    /** The first entry of each chain; their number is a power of two. */
    private final int[] chains;

    /** An address has 16 bytes, one of IPv4 is mapped into IPv6. */
    private long[] high = new long[0];

    private long[] low = new long[0];
    private long[] seenNanos = new long[0];
    private @Nullable EndpointKey[] endpoints = new EndpointKey[0];

    /** The next entry of the chain, or of the free ones. */
    private int[] next = new int[0];

    private int[] older = new int[0];
    private int[] newer = new int[0];
    private int oldest = NONE;
    private int newest = NONE;
    private int free = NONE;
    private int used;
    private int size;

    /**
     * Creates it empty.
     *
     * @param capacity how many clients it holds at most
     * @param seed keeps clients that choose their addresses from choosing their chain
     */
    ClientEntries(int capacity, long seed) {
        this.capacity = capacity;
        this.seed = seed;
        chains = new int[Integer.highestOneBit(capacity)];
        Arrays.fill(chains, NONE);
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size == capacity;
    }

    /** Returns the client that was not seen for the longest time, or {@link #NONE}. */
    int oldest() {
        return oldest;
    }

    long seenNanos(int entry) {
        return seenNanos[entry];
    }

    @Nullable
    EndpointKey endpoint(int entry) {
        return endpoints[entry];
    }

    void endpoint(int entry, @Nullable EndpointKey endpoint) {
        endpoints[entry] = endpoint;
    }

    /** Returns the client's entry, or {@link #NONE}. */
    int find(InetAddress client) {
        byte[] address = client.getAddress();
        long highBits = high(address);
        long lowBits = low(address);
        int entry = chains[chainOf(highBits, lowBits)];
        while (entry != NONE && (high[entry] != highBits || low[entry] != lowBits)) {
            entry = next[entry];
        }
        return entry;
    }

    /** Adds a client that has no entry, while there is room for it. */
    int add(InetAddress client, long nowNanos) {
        byte[] address = client.getAddress();
        return add(high(address), low(address), nowNanos);
    }

    /** Adds the others' clients, as many of the last seen ones as there is room for. */
    void addAll(ClientEntries others) {
        int entry = others.oldest;
        for (int beyond = others.size - capacity; beyond > 0; beyond--) {
            entry = others.newer[entry];
        }
        for (; entry != NONE; entry = others.newer[entry]) {
            int added = add(others.high[entry], others.low[entry], others.seenNanos[entry]);
            endpoints[added] = others.endpoints[entry];
        }
    }

    /** Notes that a client was seen. */
    void seen(int entry, long nowNanos) {
        seenNanos[entry] = nowNanos;
        unlink(entry);
        append(entry);
    }

    void remove(int entry) {
        unchain(entry);
        unlink(entry);
        endpoints[entry] = null;
        next[entry] = free;
        free = entry;
        size--;
    }

    private int add(long highBits, long lowBits, long nowNanos) {
        int entry = free;
        if (entry == NONE) {
            entry = used++;
            ensureLength(used);
        } else {
            free = next[entry];
        }
        high[entry] = highBits;
        low[entry] = lowBits;
        seenNanos[entry] = nowNanos;
        int chain = chainOf(highBits, lowBits);
        next[entry] = chains[chain];
        chains[chain] = entry;
        append(entry);
        size++;
        return entry;
    }

    private void append(int entry) {
        older[entry] = newest;
        newer[entry] = NONE;
        if (newest == NONE) {
            oldest = entry;
        } else {
            newer[newest] = entry;
        }
        newest = entry;
    }

    private void unlink(int entry) {
        if (older[entry] == NONE) {
            oldest = newer[entry];
        } else {
            newer[older[entry]] = newer[entry];
        }
        if (newer[entry] == NONE) {
            newest = older[entry];
        } else {
            older[newer[entry]] = older[entry];
        }
    }

    private void unchain(int entry) {
        int chain = chainOf(high[entry], low[entry]);
        if (chains[chain] == entry) {
            chains[chain] = next[entry];
            return;
        }
        int before = chains[chain];
        while (next[before] != entry) {
            before = next[before];
        }
        next[before] = next[entry];
    }

    /** Mixes as SplitMix64's finaliser does (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014). */
    private int chainOf(long highBits, long lowBits) {
        return (int) mix(lowBits ^ mix(highBits ^ seed)) & (chains.length - 1);
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    private void ensureLength(int length) {
        if (length > high.length) {
            int longer = Math.min(Math.max(FIRST_LENGTH, 2 * high.length), capacity);
            high = Arrays.copyOf(high, longer);
            low = Arrays.copyOf(low, longer);
            seenNanos = Arrays.copyOf(seenNanos, longer);
            endpoints = Arrays.copyOf(endpoints, longer);
            next = Arrays.copyOf(next, longer);
            older = Arrays.copyOf(older, longer);
            newer = Arrays.copyOf(newer, longer);
        }
    }

    private static long high(byte[] address) {
        return address.length == 4 ? 0 : ByteBuffer.wrap(address).getLong();
    }

    private static long low(byte[] address) {
        ByteBuffer bytes = ByteBuffer.wrap(address);
        return address.length == 4 ? 0xffff_0000_0000L | Integer.toUnsignedLong(bytes.getInt()) : bytes.getLong(8);
    }
}
