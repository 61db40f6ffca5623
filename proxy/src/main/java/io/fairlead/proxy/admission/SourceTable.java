package io.fairlead.proxy.admission;

import java.net.InetAddress;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is known of the addresses that a listener's clients come from; it outlives the listener's configuration. Any thread may use it.
 *
 * <p>A known address is found without a lock. An order by age is kept for the case that there are more than are to be remembered, under
 * a lock that is taken for an address that is new. It is put right only when the oldest one is looked for: who was seen since it was
 * filed is filed again, who has connections leaves the order until it has none. A call looks at no more than {@value #LOOKS} of them, and
 * then forgets what is the oldest of these.
 */
public final class SourceTable {

    private static final int LOOKS = 64;

    private final Map<InetAddress, Source> sources = new ConcurrentHashMap<>();

    /** Guarded by this; times may wrap. */
    private final PriorityQueue<Source> byAge =
            new PriorityQueue<>((one, other) -> Long.signum(one.filedNanos() - other.filedNanos()));

    /** Returns how many addresses are remembered. */
    public int size() {
        return sources.size();
    }

    /** Returns what is known of {@code address}, which is seen now; of more than {@code size} addresses the oldest one is forgotten. */
    Source seen(InetAddress address, long nowNanos, int size) {
        Source known = sources.get(address);
        Source source = known == null ? add(address, nowNanos, size) : known;
        source.seen(nowNanos);
        return source;
    }

    private synchronized Source add(InetAddress address, long nowNanos, int size) {
        Source source = new Source(this, address);
        source.seen(nowNanos);
        Source known = sources.putIfAbsent(address, source);
        if (known != null) {
            return known;
        }
        while (sources.size() > size && forgetOldest()) {
            // until there are as many as allowed
        }
        put(source);
        return source;
    }

    /** Returns whether there was one without connections. One that has some may lose the last only after it has left: then it comes back by itself. */
    private boolean forgetOldest() {
        for (int looks = 1; !byAge.isEmpty(); looks++) {
            Source oldest = byAge.remove();
            oldest.setUnfiled();
            boolean seenSince = oldest.seenNanos() != oldest.filedNanos();
            if (oldest.idle() && seenSince && looks < LOOKS) {
                put(oldest);
            } else if (oldest.forget()) {
                remove(oldest);
                return true;
            }
        }
        return false;
    }

    private void put(Source source) {
        source.setFiled();
        byAge.add(source);
    }

    /** Puts a source that has no connections any more into the order of age. */
    synchronized void file(Source source) {
        if (!source.filed()) {
            put(source);
        }
    }

    /** Takes a source out that is forgotten. */
    void remove(Source source) {
        sources.remove(source.address(), source);
    }
}
