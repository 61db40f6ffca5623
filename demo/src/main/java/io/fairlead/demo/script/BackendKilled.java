package io.fairlead.demo.script;

import io.fabric8.kubernetes.api.model.Pod;
import io.fairlead.api.v1alpha1.CheckResult;
import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.api.v1alpha1.EndpointStatus;
import java.time.Duration;
import java.util.Optional;

/**
 * A backend is killed: calls go on, and the status says that it is Down, and why.
 *
 * <p>What it may cost: a call fails where its connection led to the backend when it was killed, since what was sent on it is lost and a
 * client cannot know whether it had its effect. A client has one connection with one call at a time, so it is one call a client at most,
 * and at once. A connection that is asked for later finds the port refused, and is passed on to another backend: no call may fail on it.
 * Where all calls share one connection, those alone may fail that were under way at the backend, and none that began later.
 */
final class BackendKilled implements Step {

    private static final Duration LOST_WITHIN = Duration.ofSeconds(5);

    /** So many calls that each client has made some on new connections. */
    private static final long ENOUGH = 40;

    @Override
    public String title() {
        return "Kill a backend: Down L4CON, calls go on";
    }

    @Override
    public Duration usual() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Stage begin(World world) {
        return world.readyBackends().stream()
                .findFirst()
                .<Stage>map(victim -> new Killed(victim, world.calls()))
                .orElseGet(() -> new Impossible("there is no backend that is ready"));
    }

    @Override
    public boolean tolerates(Call failed, Acted acted) {
        return failed.opened().compareTo(acted.ended()) < 0
                && failed.ended().compareTo(acted.ended().plus(LOST_WITHIN)) < 0;
    }

    private record Killed(Pod victim, CallCounts before) implements Stage {

        @Override
        public void act(Actions actions) {
            actions.crash(name());
        }

        @Override
        public Sight look(World world, Acted acted) {
            Optional<EndpointStatus> found = world.endpoint(victim);
            if (found.filter(Killed::isDown).isEmpty()) {
                return new Sight.Waiting(name() + " is not Down with L4CON yet");
            }
            if (!world.holds("Ready")) {
                return new Sight.Waiting("the load balancer is not Ready");
            }
            if (new Traffic(world.calls(), acted.ended()).size() < ENOUGH) {
                return new Sight.Waiting("too few calls since then");
            }
            return new Sight.Seen("Down (L4CON) after %s; %s failed%s"
                    .formatted(
                            Texts.seconds(world.now().minus(acted.ended())),
                            Texts.failed(before, world.calls()),
                            world.calls().failed() == before.failed() ? "" : lost(world)));
        }

        private String lost(World world) {
            return switch (world.mode()) {
                case TCP -> ", on connections to " + name();
                case GRPC -> ", under way at " + name();
            };
        }

        private String name() {
            return victim.getMetadata().getName();
        }

        private static boolean isDown(EndpointStatus endpoint) {
            return endpoint.state() == EndpointState.Down && endpoint.check() == CheckResult.L4CON;
        }
    }
}
