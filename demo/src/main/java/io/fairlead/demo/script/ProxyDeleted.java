package io.fairlead.demo.script;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A proxy's pod is deleted: another takes its place and runs the same generation, and calls go on through those that are left. */
final class ProxyDeleted implements Step {

    /** So many calls that each client has made some on new connections. */
    private static final long ENOUGH = 40;

    @Override
    public String title() {
        return "Delete a proxy: replaced, calls go on";
    }

    @Override
    public Duration usual() {
        return Duration.ofSeconds(8);
    }

    /** The proxy that is deleted may be the one that had it, and then sends its client away. */
    @Override
    public int connections() {
        return 2;
    }

    @Override
    public Stage begin(World world) {
        return world.readyProxies().stream()
                .findFirst()
                .<Stage>map(victim -> new Deleted(victim, Pods.lives(world.proxies()), world.calls()))
                .orElseGet(() -> new Impossible("there is no proxy that is ready"));
    }

    /**
     * @param before the proxies that there were
     * @param calls those until then
     */
    private record Deleted(Pod victim, Map<String, Integer> before, CallCounts calls) implements Stage {

        @Override
        public void act(Actions actions) {
            actions.deletePod(name(victim));
        }

        @Override
        public Sight look(World world, Acted acted) {
            Optional<Pod> replacement = world.readyProxies().stream()
                    .filter(pod -> isNew(pod, world))
                    .findFirst();
            if (replacement.isEmpty() || world.readyProxies().size() < world.proxiesWanted()) {
                return new Sight.Waiting("no other pod has taken the place of " + name(victim) + " yet");
            }
            if (new Traffic(world.calls(), acted.ended()).size() < ENOUGH || !world.holds("Ready")) {
                return new Sight.Waiting(name(replacement.get()) + " is there, calls have to show it");
            }
            return new Sight.Seen("replaced after %s; %s failed; %s is %s now"
                    .formatted(
                            Texts.seconds(world.now().minus(acted.began())),
                            Texts.failed(calls, world.calls()),
                            name(victim),
                            name(replacement.get())));
        }

        private boolean isNew(Pod pod, World world) {
            return !before.containsKey(pod.getMetadata().getUid())
                    && world.generationOf(pod).orElse(0L) == world.generation();
        }

        private static String name(Pod pod) {
            return pod.getMetadata().getName();
        }
    }
}
