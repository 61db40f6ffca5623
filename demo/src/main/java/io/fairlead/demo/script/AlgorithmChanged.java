package io.fairlead.demo.script;

import io.fairlead.api.v1alpha1.Algorithm;
import java.time.Duration;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The algorithm is changed by an edit of the resource, and back: each proxy runs the new generation, Programmed follows, and no pod is
 * restarted. Each client then stays with one backend, whatever new connections it takes: that is what {@link Algorithm#Source} does, and
 * {@link Algorithm#RoundRobin} does not.
 */
final class AlgorithmChanged implements Step {

    /** On so many connections each that, in turn over the backends, no client would meet one alone. */
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
        return new Edited(
                Algorithm.Source,
                world.generation(),
                pods,
                (now, took) -> new Sight.Next(new Sticking(clients, shown, now.generation(), took, pods)));
    }

    /**
     * @param generation the one before the edit
     * @param pods those that must stay as they are
     * @param then what comes when it is programmed, and how long that took
     */
    private record Edited(Algorithm algorithm, long generation, Pinned pods, BiFunction<World, Duration, Sight> then)
            implements Stage {

        @Override
        public void act(Actions actions) {
            actions.edit(algorithm);
        }

        @Override
        public Sight look(World world, Acted acted) {
            if (!pods.holds(world)) {
                return new Sight.Missed("a pod was restarted or replaced");
            }
            return isProgrammed(world)
                    ? then.apply(world, world.now().minus(acted.began()))
                    : new Sight.Waiting("generation %d with %s is not programmed yet"
                            .formatted(Math.max(world.generation(), generation + 1), algorithm));
        }

        private boolean isProgrammed(World world) {
            return world.generation() > generation
                    && world.holds("Programmed")
                    && world.readyProxies().stream()
                            .allMatch(proxy -> world.generationOf(proxy).orElse(0L) == world.generation());
        }
    }

    /**
     * @param clients how many clients call
     * @param shown how long they have to be seen at least
     * @param generation the one with Source
     * @param took how long it took until it was programmed
     */
    private record Sticking(int clients, Duration shown, long generation, Duration took, Pinned pods) implements Stage {

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
                return new Sight.Waiting(
                        "Source after %s: each client stays with one backend".formatted(Texts.seconds(took)));
            }
            return new Sight.Next(
                    new Edited(Algorithm.RoundRobin, generation, pods, (now, tookBack) -> back(tookBack)));
        }

        private Sight back(Duration tookBack) {
            return new Sight.Seen("Source after %s: each of %d clients stayed with one backend; RoundRobin after %s"
                    .formatted(Texts.seconds(took), clients, Texts.seconds(tookBack)));
        }
    }
}
