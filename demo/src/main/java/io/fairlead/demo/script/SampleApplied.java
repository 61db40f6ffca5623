package io.fairlead.demo.script;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The sample is applied: the operator makes what it owns, the load balancer is Ready, and each backend gets its share of calls. */
final class SampleApplied implements Step {

    private static final List<String> OWNED =
            List.of("ServiceAccount", "Role", "RoleBinding", "Service", "ConfigMap", "Deployment");

    @Override
    public String title() {
        return "Apply the sample: Ready, calls reach all";
    }

    @Override
    public Duration usual() {
        return Duration.ofSeconds(12);
    }

    @Override
    public Stage begin(World world) {
        return new Applied();
    }

    private static final class Applied implements Stage {

        @Override
        public void act(Actions actions) {
            actions.applySample();
        }

        @Override
        public Sight look(World world, Acted acted) {
            List<String> missing = missing(world);
            if (!missing.isEmpty()) {
                return new Sight.Waiting("the operator has not made: " + String.join(", ", missing));
            }
            if (!world.holds("Ready")) {
                return new Sight.Waiting("%d of %d proxies are ready, the load balancer is not"
                        .formatted(world.readyProxies().size(), world.proxiesWanted()));
            }
            return new Sight.Next(new Called(world.now().minus(acted.began())));
        }

        private static List<String> missing(World world) {
            Set<String> kinds = world.owned().stream()
                    .filter(object -> isOwned(object, world))
                    .map(HasMetadata::getKind)
                    .collect(Collectors.toSet());
            return OWNED.stream().filter(kind -> !kinds.contains(kind)).toList();
        }

        private static boolean isOwned(HasMetadata object, World world) {
            return world.loadBalancer() != null
                    && object.getMetadata().getOwnerReferences().stream()
                            .map(OwnerReference::getUid)
                            .anyMatch(world.loadBalancer().getMetadata().getUid()::equals);
        }
    }

    /** @param untilReady how long it took from the sample to Ready */
    private record Called(Duration untilReady) implements Stage {

        @Override
        public void act(Actions actions) throws IOException, InterruptedException {
            actions.startCalls();
        }

        @Override
        public Sight look(World world, Acted acted) {
            if (world.readyProxies().size() < world.proxiesWanted()) {
                return new Sight.Waiting("%d of %d proxies are ready"
                        .formatted(world.readyProxies().size(), world.proxiesWanted()));
            }
            Traffic traffic = new Traffic(world.calls(), acted.ended());
            List<String> lacking = traffic.lacking(world.backends());
            return lacking.isEmpty()
                    ? new Sight.Seen("Ready after %s; %d backends share the calls of %s: %s"
                            .formatted(
                                    Texts.seconds(untilReady),
                                    world.backends().size(),
                                    Texts.count(world.calls().connections(), "connection"),
                                    traffic.shares(world.backends())))
                    : new Sight.Waiting("no share of the calls yet: " + String.join(", ", lacking));
        }
    }
}
