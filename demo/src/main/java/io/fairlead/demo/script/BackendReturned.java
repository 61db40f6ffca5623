package io.fairlead.demo.script;

import io.fabric8.kubernetes.api.model.Pod;
import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.api.v1alpha1.EndpointStatus;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** The backend that was killed returns: it is Up on all proxies, and gets its share of calls. */
final class BackendReturned implements Step {

    @Override
    public String title() {
        return "It returns: Up, it gets its share again";
    }

    @Override
    public Duration usual() {
        return Duration.ofSeconds(7);
    }

    @Override
    public Stage begin(World world) {
        return world.backends().stream()
                .filter(pod -> world.crashed().contains(pod.getMetadata().getName()))
                .findFirst()
                .<Stage>map(Recovered::new)
                .orElseGet(() -> new Impossible("no backend was killed"));
    }

    private static boolean isUp(EndpointStatus endpoint) {
        return endpoint.state() == EndpointState.Up && Objects.equals(endpoint.upOn(), endpoint.seenBy());
    }

    private record Recovered(Pod backend) implements Stage {

        @Override
        public void act(Actions actions) {
            actions.recover(backend.getMetadata().getName());
        }

        @Override
        public Sight look(World world, Acted acted) {
            return world.endpoint(backend).filter(BackendReturned::isUp).isPresent()
                    ? new Sight.Next(new Shared(backend, world.now().minus(acted.began())))
                    : new Sight.Waiting(backend.getMetadata().getName() + " is not Up yet");
        }
    }

    /** @param untilUp how long it took to be Up */
    private record Shared(Pod backend, Duration untilUp) implements Stage {

        @Override
        public void act(Actions actions) {}

        @Override
        public Sight look(World world, Acted acted) {
            String name = backend.getMetadata().getName();
            Traffic traffic = new Traffic(world.calls(), acted.ended());
            return traffic.lacking(world.backends()).contains(name)
                    ? new Sight.Waiting(name + " has no share of the calls yet")
                    : new Sight.Seen("Up after %s; %s gets its share: %s"
                            .formatted(Texts.seconds(untilUp), name, traffic.shares(List.of(backend))));
        }
    }
}
