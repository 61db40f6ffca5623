package io.fairlead.demo.screen;

import io.fairlead.api.v1alpha1.CheckResult;
import io.fairlead.api.v1alpha1.EndpointState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that can be seen of the demo at one moment. Durations named {@code elapsed} or {@code changed} are since the demo's clock started.
 *
 * @param place where it runs
 * @param elapsed how long it has been running
 * @param total when it ends; absent where it goes on until it is told to stop
 * @param operatorRunning whether there is an operator at this moment
 * @param loadBalancer absent until it is applied
 * @param created the objects that the operator made, in the order in which they were seen
 * @param proxies by pod name
 * @param backends by pod name, so that a row stays where it is
 * @param calls those through the load balancer
 * @param steps of the script, in its order
 * @param hints lines to try, in the order in which one would
 */
public record DemoView(
        Place place,
        Duration elapsed,
        @Nullable Duration total,
        boolean operatorRunning,
        @Nullable LoadBalancer loadBalancer,
        List<Created> created,
        List<Proxy> proxies,
        List<Backend> backends,
        Calls calls,
        List<Step> steps,
        List<Hint> hints) {

    public DemoView {
        created = List.copyOf(created);
        proxies = List.copyOf(proxies);
        backends = List.copyOf(backends);
        steps = List.copyOf(steps);
        hints = List.copyOf(hints);
    }

    /** Whether the script is over and the demo goes on: it is the user's turn. */
    public boolean playing() {
        return total == null
                && !steps.isEmpty()
                && steps.stream()
                        .map(Step::state)
                        .allMatch(state -> state == Step.State.SEEN || state == Step.State.MISSED);
    }

    /**
     * Where the demo runs.
     *
     * @param server what kind of API server it is, such as {@code embedded API server}
     * @param url the API server's
     * @param kubeconfig the file for the user's kubectl
     */
    public record Place(String server, String url, Path kubeconfig) {}

    /**
     * The GrpcLoadBalancer.
     *
     * @param address where clients call it, such as {@code 127.64.128.7:50050}; absent until there is one
     * @param mode how it treats what clients send
     * @param algorithm of the backend that takes the calls
     * @param observedGeneration 0 before the operator has seen it
     * @param conditions in the order of the status
     */
    public record LoadBalancer(
            String namespace,
            String name,
            @Nullable String address,
            String mode,
            String algorithm,
            long generation,
            long observedGeneration,
            List<Condition> conditions) {

        public LoadBalancer {
            conditions = List.copyOf(conditions);
        }
    }

    /**
     * A condition of the load balancer.
     *
     * @param status {@code True}, {@code False} or {@code Unknown}
     * @param changed when its status or reason became what it is
     */
    public record Condition(String type, String status, String reason, String message, Duration changed) {}

    /** An object that the operator made. */
    public record Created(String kind, String name) {}

    /**
     * A pod of the proxy's Deployment.
     *
     * @param phase as kubectl shows it: {@code Pending}, {@code Running}, {@code Terminating} ...
     * @param generation of the load balancer that it runs; absent until it has reported
     */
    public record Proxy(
            String pod,
            @Nullable String address,
            String phase,
            boolean ready,
            @Nullable Long generation) {}

    /**
     * A pod that calls go to.
     *
     * @param phase as kubectl shows it
     * @param state what the load balancer's status says of it; absent where it does not
     * @param check how the last probe ended; absent before the first, and where there is none
     * @param message what the operating system said of a failed probe; empty where nothing
     * @param calls answered by it so far
     * @param perSecond calls that it answered in the last second
     */
    public record Backend(
            String pod,
            @Nullable String address,
            String phase,
            @Nullable EndpointState state,
            @Nullable CheckResult check,
            String message,
            long calls,
            int perSecond) {}

    /**
     * The calls through the load balancer.
     *
     * @param sent those that have ended, failed ones included
     * @param connections on how many they were made
     * @param perSecond those that ended in the last second
     * @param history calls of each of the last seconds, the latest last; at most as many as there were, 120 are enough
     */
    public record Calls(long sent, long failed, int connections, int perSecond, List<Integer> history) {

        public Calls {
            history = List.copyOf(history);
        }
    }

    /**
     * A step of the script.
     *
     * @param title what is done and what should be seen, in a few words
     * @param detail what was seen, or what is waited for, or what was missed; empty where there is nothing to say
     * @param changed when it came into this state; absent while it waits
     */
    public record Step(
            String title,
            State state,
            String detail,
            @Nullable Duration changed) {

        /** How far a step is. */
        public enum State {
            WAITING,
            RUNNING,
            SEEN,
            MISSED
        }
    }

    /**
     * A line to try.
     *
     * @param what it shows, in a few words
     * @param line to be pasted into a shell, or an address
     */
    public record Hint(String what, String line) {}
}
