package io.fairlead.demo.node;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of a pod while it runs. */
final class PodFolder {

    private final NodeResources node;
    private final Pod pod;
    private final Path path;
    private final PodVolumes volumes;

    /** Creates nothing on disk yet. */
    PodFolder(NodeResources node, Pod pod) {
        this.node = node;
        this.pod = pod;
        path = node.settings().folder().resolve(pod.getMetadata().getUid()).toAbsolutePath();
        String namespace = pod.getMetadata().getNamespace();
        volumes = new PodVolumes(
                pod, path.resolve("volumes"), name -> node.configMaps().apply(namespace, name));
    }

    Path path() {
        return path;
    }

    PodVolumes volumes() {
        return volumes;
    }

    /** Returns the kubeconfig file, which a pod that wants no token has not. */
    Path kubeconfig() {
        return path.resolve("kubeconfig");
    }

    /**
     * Creates all of it.
     *
     * @throws ContainerConfigException where a ConfigMap does not exist, or the node has not that kind of volume
     */
    void prepare() throws IOException, ContainerConfigException {
        Files.createDirectories(path);
        volumes.sync();
        if (!Boolean.FALSE.equals(pod.getSpec().getAutomountServiceAccountToken())) {
            Kubeconfig.write(
                    kubeconfig(),
                    node.client().getConfiguration(),
                    pod.getMetadata().getNamespace(),
                    new ServiceAccountTokens(node.client()).token(pod));
        }
    }

    void delete() throws IOException {
        Folders.delete(path);
    }
}
