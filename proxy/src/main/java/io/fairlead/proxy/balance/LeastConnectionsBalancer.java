package io.fairlead.proxy.balance;

import io.fairlead.api.v1alpha1.Balance;
import io.fairlead.proxy.backend.Candidate;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.backend.Keyed;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * The candidate with the fewest connections for its weight, those that wait for it included; of equals the one whose connections have not
 * changed for the longest time, so they take turns. One that has none goes before all that have some, whatever its weight.
 *
 * <p>A tournament tree: the candidates are its leaves, each node holds which of its two children wins, the root who is next. A pick reads
 * the root. When an endpoint's connections change, the thread that changed them decides the nodes from its leaf to the root again, which is
 * O(log n). A node is written by compare-and-set, and decided twice where another thread was quicker: either that thread saw the change, or
 * the second attempt does (Jayanti, "f-arrays: implementation and applications", 2002). Nobody waits.
 */
final class LeastConnectionsBalancer implements Balancer {

    private static final long FULL = Long.MAX_VALUE;

    /** The bits of a node that hold the winner's index; those above count its decisions. */
    private static final int INDEX_BITS = 32;

    /** Costs are whole numbers: so many bits of fraction. */
    private static final int FRACTION_BITS = 20;

    private final Candidate[] candidates;

    /**
     * At 2i of the candidate with index i its cost, which is connections for weight: the least wins. Next to it, since they are looked at
     * together, when that was set last: of equal costs the oldest wins.
     */
    private final AtomicLongArray costs;

    private final AtomicLong turn;

    /** Node 1 is the root, the children of node i are 2i and 2i + 1; from n on they are leaves, which are not held. */
    private final AtomicLongArray nodes;

    private final Runnable[] observers;

    /** Creates it, and has it learn of changes of its endpoints' connections from now on. */
    LeastConnectionsBalancer(List<Candidate> candidates, int start) {
        int n = candidates.size();
        this.candidates = candidates.toArray(Candidate[]::new);
        costs = new AtomicLongArray(2 * n);
        turn = new AtomicLong(n);
        nodes = new AtomicLongArray(n);
        observers = new Runnable[n];
        Arrays.setAll(observers, index -> () -> changed(index));
        int first = n == 0 ? 0 : Integer.remainderUnsigned(start, n);
        for (int i = 0; i < n; i++) {
            costs.set(2 * i, cost(this.candidates[i]));
            costs.set(2 * i + 1, (i - first + n) % n);
        }
        for (int node = n - 1; node > 0; node--) {
            decide(node);
        }
        for (int i = 0; i < n; i++) {
            this.candidates[i].endpoint().stats().observeLoad(observers[i]);
            if (cost(this.candidates[i]) != costs.get(2 * i)) {
                changed(i);
            }
        }
    }

    @Override
    public Balancer with(Balance balance, List<Candidate> next, int start) {
        Balancer following = Balancer.of(balance, next, start);
        for (int i = 0; i < candidates.length; i++) {
            candidates[i].endpoint().stats().ignoreLoad(observers[i]);
        }
        return following;
    }

    @Override
    public @Nullable Candidate pick(Keyed keyed, Set<Endpoint> tried) {
        if (candidates.length == 0) {
            return null;
        }
        int best = winner(1);
        if (!tried.isEmpty() && tried.contains(candidates[best].endpoint())) {
            best = bestBut(tried, best);
        }
        return costs.get(2 * best) == FULL ? null : candidates[best];
    }

    private int bestBut(Set<Endpoint> tried, int otherwise) {
        int best = -1;
        for (int i = 0; i < candidates.length; i++) {
            if (costs.get(2 * i) != FULL && !tried.contains(candidates[i].endpoint()) && (best < 0 || beats(i, best))) {
                best = i;
            }
        }
        return best < 0 ? otherwise : best;
    }

    /** Another thread may change the same endpoint's connections meanwhile: who sets the cost last has seen the last change. */
    private void changed(int index) {
        Candidate candidate = candidates[index];
        long cost;
        do {
            cost = cost(candidate);
            costs.set(2 * index, cost);
        } while (cost != cost(candidate));
        costs.set(2 * index + 1, turn.getAndIncrement());
        for (int node = (index + candidates.length) / 2; node > 0; node /= 2) {
            if (!decide(node)) {
                decide(node);
            }
        }
    }

    /** Returns whether no other thread has decided it meanwhile. */
    private boolean decide(int node) {
        long before = nodes.get(node);
        int left = winner(2 * node);
        int right = winner(2 * node + 1);
        int best = beats(right, left) ? right : left;
        long decisions = (before >>> INDEX_BITS) + 1;
        return nodes.compareAndSet(node, before, (decisions << INDEX_BITS) | best);
    }

    private int winner(int node) {
        return node < candidates.length ? (int) nodes.get(node) : node - candidates.length;
    }

    private boolean beats(int one, int other) {
        long difference = costs.get(2 * one) - costs.get(2 * other);
        return difference < 0 || (difference == 0 && costs.get(2 * one + 1) < costs.get(2 * other + 1));
    }

    private static long cost(Candidate candidate) {
        if (!candidate.hasRoom()) {
            return FULL;
        }
        int load = candidate.endpoint().stats().load();
        return load == 0 ? 0 : ((load + 1L) << FRACTION_BITS) / candidate.effectiveWeight();
    }
}
