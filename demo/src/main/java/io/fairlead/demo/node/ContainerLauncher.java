package io.fairlead.demo.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts a container's process with what its spec and the node give it. */
final class ContainerLauncher implements ContainerRunner.Launcher {

    private final NodeResources node;
    private final Pod pod;
    private final Container container;
    private final String podIp;
    private final PodFolder folder;
    private final PodLoop loop;

    ContainerLauncher(NodeResources node, Pod pod, Container container, String podIp, PodFolder folder, PodLoop loop) {
        this.node = node;
        this.pod = pod;
        this.container = container;
        this.podIp = podIp;
        this.folder = folder;
        this.loop = loop;
    }

    @Override
    public Optional<List<String>> entrypoint() {
        return node.images().entrypoint(pod.getMetadata().getNamespace(), container.getImage());
    }

    @Override
    public ContainerProcess launch(List<String> entrypoint) throws IOException, ContainerConfigException {
        MountedPaths paths = folder.volumes().paths(container);
        List<String> command = new ArrayList<>(container.getCommand().isEmpty() ? entrypoint : container.getCommand());
        container.getArgs().forEach(argument -> command.add(paths.rewrite(argument)));
        Map<String, String> environment = new HashMap<>();
        environment.put("HOSTNAME", pod.getMetadata().getName());
        environment.put("FAIRLEAD_BIND_ADDRESS", podIp);
        if (Files.exists(folder.kubeconfig())) {
            environment.put("KUBECONFIG", folder.kubeconfig().toString());
        }
        environment.putAll(Environment.of(pod, container, podIp, paths));
        return ContainerProcess.start(command, environment, folder.path(), log());
    }

    private Path log() {
        return node.settings()
                .logs()
                .resolve(pod.getMetadata().getNamespace() + "_"
                        + pod.getMetadata().getName() + "_" + container.getName() + ".log");
    }

    @Override
    public ContainerProbes probes(ContainerProbes.Listener listener) throws ContainerConfigException {
        return new ContainerProbes(container, podIp, node.http(), loop, listener);
    }
}
