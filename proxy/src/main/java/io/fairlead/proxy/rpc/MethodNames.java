package io.fairlead.proxy.rpc;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which methods have counters of their own: those that are listed, and besides them up to a number of others, in the order in which servers
 * first answered them. Names that clients make up are not among them, since no server answers these as one of its own. Any thread may use it;
 * it takes a lock for a name that is new to it, which ends with the number of names.
 */
final class MethodNames {

    /** By path; written under the lock. */
    private final Map<String, MethodName> known = new ConcurrentHashMap<>();

    /** The paths of those that are not listed, guarded by this, as is {@link #max}. */
    private final SequencedSet<String> learned = new LinkedHashSet<>();

    private int max;

    /** Whether there is no room for another one; written under the lock, as is {@link #listed}. */
    private volatile boolean full = true;

    private volatile Set<MethodName> listed = Set.of();

    /**
     * Knows those of {@code newPaths} and {@code newMax} others from now on. Of the others those stay that came first; what is listed no more
     * is a stranger.
     */
    synchronized void configure(List<String> newPaths, int newMax) {
        max = newMax;
        Set<String> paths = new HashSet<>(newPaths);
        learned.removeAll(paths);
        while (learned.size() > max) {
            learned.removeLast();
        }
        full = learned.size() == max;
        known.keySet().removeIf(path -> !paths.contains(path) && !learned.contains(path));
        Set<MethodName> names = new HashSet<>();
        for (String path : paths) {
            MethodName name = MethodName.of(path);
            if (name != null) {
                known.put(path, name);
                names.add(name);
            }
        }
        listed = names;
    }

    /** Returns under which name {@code rpc} counts. */
    MethodName of(RpcRecord rpc) {
        MethodName name = known.get(rpc.path());
        if (name != null) {
            return name;
        }
        return full || !isServed(rpc) ? MethodName.OTHER : learned(rpc.path());
    }

    /** Returns those that are listed. */
    Set<MethodName> listed() {
        return listed;
    }

    /** Returns all names under which RPCs may count. */
    Set<MethodName> all() {
        Set<MethodName> all = new HashSet<>(known.values());
        all.add(MethodName.OTHER);
        return all;
    }

    /** Whether a server answered as if it had the method: many turn clients away before they look at its name. */
    private static boolean isServed(RpcRecord rpc) {
        return rpc.answered()
                && switch (rpc.grpcStatus()) {
                    case GrpcStatusNames.UNIMPLEMENTED,
                            GrpcStatusNames.UNAUTHENTICATED,
                            GrpcStatusNames.PERMISSION_DENIED -> false;
                    default -> true;
                };
    }

    private MethodName learned(String path) {
        MethodName name = MethodName.of(path);
        return name == null ? MethodName.OTHER : learn(path, name);
    }

    private synchronized MethodName learn(String path, MethodName name) {
        if (full && !known.containsKey(path)) {
            return MethodName.OTHER;
        }
        if (known.putIfAbsent(path, name) == null) {
            learned.add(path);
            full = learned.size() == max;
        }
        return name;
    }
}
