package io.fairlead.demo.script;

import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.api.v1alpha1.Balance;
import io.fairlead.api.v1alpha1.HashKey;
import io.fairlead.api.v1alpha1.HashKeyType;
import io.fairlead.api.v1alpha1.HashSettings;
import io.fairlead.api.v1alpha1.ListenerMode;
import io.fairlead.echo.EchoClient;
import java.time.Duration;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The algorithm is changed by an edit of the resource, and back: each proxy runs the new generation, Programmed follows, and no pod is
 * restarted. Each client then stays with one backend, whatever new connections it takes: that is what {@link Algorithm#Source} does, and
 * {@link Algorithm#RoundRobin} does not. Where all clients share a connection they are told apart by the metadata of their calls.
 */
final class AlgorithmChanged implements Step {

    private static final Balance ROUND_ROBIN = balance(Algorithm.RoundRobin, null);
    private static final Balance BY_ADDRESS = balance(Algorithm.Source, null);
    private static final Balance BY_METADATA = balance(
            Algorithm.Source, new HashSettings(null, null, new HashKey(HashKeyType.Metadata, EchoClient.CALLER)));

    /** On so many connections each, or with so many calls, that, in turn over the backends, no client would meet one alone. */
    private static final int CONNECTIONS = 3;

    private final int clients;
    private final Duration shown;

    /** Takes how many clients call, and how long the change is left for people to see at least. */
    AlgorithmChanged(int clients, Duration shown) {
        this.clients = clients;
        this.shown = shown;
    }

    @Override
    public String title() {
        return "Edit the algorithm: no pod restarts";
    }

    @Override
    public Duration usual() {
        return Duration.ofSeconds(6);
    }

    @Override
    public Stage begin(World world) {
        Pinned pods = Pinned.of(world);
        Balance sticking = world.mode() == ListenerMode.GRPC ? BY_METADATA : BY_ADDRESS;
        return new Edited(
                sticking,
                world.generation(),
                pods,
                (now, took) -> new Sight.Next(new Sticking(sticking, clients, shown, now.generation(), took, pods)));
    }

    private static Balance balance(Algorithm algorithm, @Nullable HashSettings hash) {
        return new Balance(algorithm, null, hash, null, null);
    }

    private static String text(Balance balance) {
        HashKey key = balance.hashOrDefault().key();
        return balance.algorithm() + (key == null ? "" : " by " + key.metadata());
    }

    /**
     * @param generation the one before the edit
     * @param pods those that must stay as they are
     * @param then what comes when it is programmed, and how long that took
     */
    private record Edited(Balance balance, long generation, Pinned pods, BiFunction<World, Duration, Sight> then)
            implements Stage {

        @Override
        public void act(Actions actions) {
            actions.edit(balance);
        }

        @Override
        public Sight look(World world, Acted acted) {
            if (!pods.holds(world)) {
                return new Sight.Missed("a pod was restarted or replaced");
            }
            return isProgrammed(world)
                    ? then.apply(world, world.now().minus(acted.began()))
                    : new Sight.Waiting("generation %d with %s is not programmed yet"
                            .formatted(Math.max(world.generation(), generation + 1), text(balance)));
        }

        private boolean isProgrammed(World world) {
            return world.generation() > generation
                    && world.holds("Programmed")
                    && world.readyProxies().stream()
                            .allMatch(proxy -> world.generationOf(proxy).orElse(0L) == world.generation());
        }
    }

    /**
     * @param balance that has them stay
     * @param clients how many clients call
     * @param shown how long they have to be seen at least
     * @param generation the one with Source
     * @param took how long it took until it was programmed
     */
    private record Sticking(Balance balance, int clients, Duration shown, long generation, Duration took, Pinned pods)
            implements Stage {

        @Override
        public void act(Actions actions) {}

        @Override
        public Sight look(World world, Acted acted) {
            Traffic traffic = new Traffic(world.calls(), acted.began());
            if (traffic.backendsOfClients().values().stream().map(Set::size).anyMatch(size -> size > 1)) {
                return new Sight.Missed("a client did not stay with one backend");
            }
            if (traffic.fewestConnections(clients) < CONNECTIONS
                    || world.now().minus(acted.began()).compareTo(shown) < 0) {
                return new Sight.Waiting("%s after %s: each client stays with one backend"
                        .formatted(text(balance), Texts.seconds(took)));
            }
            return new Sight.Next(new Edited(ROUND_ROBIN, generation, pods, (now, tookBack) -> back(tookBack)));
        }

        private Sight back(Duration tookBack) {
            return new Sight.Seen("%s after %s: each of %d clients stayed with one backend; RoundRobin after %s"
                    .formatted(text(balance), Texts.seconds(took), clients, Texts.seconds(tookBack)));
        }
    }
}
