package io.fairlead.demo.script;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The operator is stopped for some seconds and started again. Meanwhile a backend is added: the proxies, which follow the Service's
 * endpoints themselves, send calls to it. No pod is restarted, and nothing of what the operator wrote becomes another; when it is back,
 * it tells of the new backend.
 */
final class OperatorStopped implements Step {

    private static final Duration SHORTEST = Duration.ofSeconds(3);

    @Override
    public String title() {
        return "Stop the operator: proxies do not notice";
    }

    @Override
    public Duration usual() {
        return Duration.ofSeconds(9);
    }

    /** The proxy that was deleted before may be the one that had it, and then sends its client away. */
    @Override
    public int connections() {
        return 2;
    }

    @Override
    public Stage begin(World world) {
        return new Stopped(Untouched.of(world));
    }

    /**
     * What nobody may have touched.
     *
     * @param generations of the specs of the load balancer and of what the operator made for it
     */
    private record Untouched(Pinned pods, Map<String, Long> generations, int backends, CallCounts calls) {

        static Untouched of(World world) {
            return new Untouched(
                    Pinned.of(world), generations(world), world.backends().size(), world.calls());
        }

        boolean holds(World world) {
            return pods.holds(world) && generations(world).equals(generations);
        }

        private static Map<String, Long> generations(World world) {
            Map<String, Long> generations = new TreeMap<>();
            generations.put("GrpcLoadBalancer", world.generation());
            for (HasMetadata object : world.owned()) {
                if (object.getMetadata().getGeneration() != null) {
                    generations.put(object.getKind(), object.getMetadata().getGeneration());
                }
            }
            return generations;
        }

        Sight touched() {
            return new Sight.Missed("a pod was restarted or replaced, or a generation is another");
        }

        Optional<Pod> added(World world) {
            return world.backends().stream()
                    .filter(pod ->
                            !pods.backends().containsKey(pod.getMetadata().getUid()))
                    .findFirst();
        }
    }

    private record Stopped(Untouched before) implements Stage {

        @Override
        public void act(Actions actions) {
            actions.stopOperator();
            actions.scaleBackends(before.backends() + 1);
        }

        @Override
        public Sight look(World world, Acted acted) {
            if (!before.holds(world)) {
                return before.touched();
            }
            Optional<String> added =
                    before.added(world).map(pod -> pod.getMetadata().getName());
            if (added.filter(world.calls().answered()::containsKey).isEmpty()) {
                return new Sight.Waiting("there is no operator; no call has reached the new backend yet");
            }
            Duration without = world.now().minus(acted.began());
            return without.compareTo(SHORTEST) < 0
                    ? new Sight.Waiting("there is no operator; calls reach " + added.get())
                    : new Sight.Next(new Started(before, added.get(), without));
        }
    }

    /** @param without how long there was no operator */
    private record Started(Untouched before, String added, Duration without) implements Stage {

        @Override
        public void act(Actions actions) {
            actions.startOperator();
        }

        @Override
        public Sight look(World world, Acted acted) {
            if (!before.holds(world)) {
                return before.touched();
            }
            int backends = before.backends() + 1;
            if (!world.holds("Ready") || world.healthy() < backends || world.endpointsInAll() != backends) {
                return new Sight.Waiting("the operator is back, the status does not tell of %s yet".formatted(added));
            }
            return new Sight.Seen("%s without: calls reached the new %s; %s failed"
                    .formatted(Texts.seconds(without), added, Texts.failed(before.calls(), world.calls())));
        }
    }
}
