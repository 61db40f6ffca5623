package io.fairlead.demo.script;

import io.fabric8.kubernetes.api.model.Pod;
import io.fairlead.demo.screen.DemoView.Hint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lines to try while the demo runs. */
final class Hints {

    private static final int ADMIN_PORT = 8404;

    private Hints() {}

    /**
     * Returns those that lead somewhere as the world is now; none before the load balancer is applied.
     *
     * @param nsenter what runs a command in the pods' network; empty where that is the machine's own
     */
    static List<Hint> of(World world, Path kubeconfig, Path logs, Optional<String> nsenter) {
        List<Hint> hints = new ArrayList<>();
        String prefix = nsenter.map(command -> command + " ").orElse("");
        if (world.loadBalancer() == null) {
            return hints;
        }
        String name = world.loadBalancer().getMetadata().getName();
        hints.add(new Hint("kubectl", "export KUBECONFIG=" + kubeconfig));
        hints.add(new Hint("watch it", "kubectl get glb -w"));
        hints.add(new Hint("what it found", "kubectl describe glb " + name));
        hints.add(new Hint("change it", "kubectl edit glb " + name));
        hints.add(new Hint("more proxies", "kubectl scale glb " + name + " --replicas=3"));
        world.readyBackends().stream()
                .findFirst()
                .ifPresent(pod -> hints.add(new Hint("lose a backend", "kubectl delete pod " + name(pod))));
        world.readyProxies().stream().findFirst().ifPresent(pod -> {
            hints.add(new Hint("lose a proxy", "kubectl delete pod " + name(pod)));
            Pods.address(pod)
                    .ifPresent(address -> hints.add(
                            new Hint("metrics", prefix + "curl http://" + address + ":" + ADMIN_PORT + "/metrics")));
        });
        nsenter.ifPresent(command -> hints.add(new Hint("a shell in the pods' network", command + " bash")));
        world.address().ifPresent(address -> hints.add(new Hint("gRPC clients call", Views.text(address))));
        hints.add(new Hint("what pods say", "tail -f " + logs + "/*.log"));
        return hints;
    }

    private static String name(Pod pod) {
        return pod.getMetadata().getName();
    }
}
