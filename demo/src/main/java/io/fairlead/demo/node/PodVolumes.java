package io.fairlead.demo.node;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The volumes of a pod as folders: ConfigMaps, which follow their objects, and emptyDir. */
final class PodVolumes {

    /** Where pods find the token of their ServiceAccount; processes get it in a kubeconfig file instead. */
    private static final String SERVICE_ACCOUNT_MOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";

    private final Pod pod;
    private final Path folder;
    private final Function<String, @Nullable ConfigMap> configMaps;
    private final Map<String, ConfigMapFolder> configMapFolders = new HashMap<>();

    /** Creates none yet; {@code configMaps} finds one of the pod's namespace by its name. */
    PodVolumes(Pod pod, Path folder, Function<String, @Nullable ConfigMap> configMaps) {
        this.pod = pod;
        this.folder = folder;
        this.configMaps = configMaps;
    }

    /**
     * Creates the folders, or brings those of ConfigMaps up to date.
     *
     * @throws ContainerConfigException where a ConfigMap does not exist, or the node has not that kind of volume
     */
    void sync() throws IOException, ContainerConfigException {
        for (Volume volume : pod.getSpec().getVolumes()) {
            if (volume.getConfigMap() != null) {
                sync(volume.getName(), volume.getConfigMap());
            } else if (volume.getEmptyDir() != null) {
                Files.createDirectories(path(volume.getName()));
            } else if (!isServiceAccount(volume.getName())) {
                throw new ContainerConfigException(
                        "volume " + volume.getName() + " (expected: a volume of type configMap or emptyDir)");
            }
        }
    }

    private void sync(String volume, ConfigMapVolumeSource source) throws IOException, ContainerConfigException {
        ConfigMapFolder files = configMapFolders.get(volume);
        if (files == null) {
            files = new ConfigMapFolder(path(volume));
            configMapFolders.put(volume, files);
        }
        ConfigMap configMap = configMaps.apply(source.getName());
        if (configMap != null) {
            files.write(configMap, source);
        } else if (!Boolean.TRUE.equals(source.getOptional())) {
            throw new ContainerConfigException(
                    "volume " + volume + ": there is no ConfigMap " + source.getName() + " in the pod's namespace");
        }
    }

    private boolean isServiceAccount(String volume) {
        List<VolumeMount> mounts = pod.getSpec().getContainers().stream()
                .flatMap(container -> container.getVolumeMounts().stream())
                .filter(mount -> mount.getName().equals(volume))
                .toList();
        return mounts.stream().allMatch(mount -> mount.getMountPath().equals(SERVICE_ACCOUNT_MOUNT));
    }

    /** Returns where the mounts of a container really are. */
    MountedPaths paths(Container container) {
        Map<String, Path> folders = new HashMap<>();
        for (VolumeMount mount : container.getVolumeMounts()) {
            Path path = path(mount.getName());
            String subPath = Objects.requireNonNullElse(mount.getSubPath(), "");
            folders.put(mount.getMountPath(), path.resolve(subPath));
        }
        return new MountedPaths(folders);
    }

    private Path path(String volume) {
        return folder.resolve(volume);
    }
}
