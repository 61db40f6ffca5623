package io.fairlead.demo.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.KeyToPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * A ConfigMap as a folder of files. All of them change at once, as a kubelet has it: each is a link into {@code ..data}, and that is a
 * link to a folder with one version of all files, which a rename replaces.
 */
final class ConfigMapFolder {

    private static final String DATA = "..data";

    private final Path folder;
    private Map<String, byte[]> written = Map.of();
    private int version;

    ConfigMapFolder(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /** Writes what the volume takes of the ConfigMap, if it differs from what is there. */
    void write(ConfigMap configMap, ConfigMapVolumeSource source) throws IOException {
        Map<String, byte[]> files = files(configMap, source);
        if (version > 0 && same(files, written)) {
            return;
        }
        Path before = folder.resolve(".." + version);
        version++;
        Path now = Files.createDirectory(folder.resolve(".." + version));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = now.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        Path link = Files.createSymbolicLink(folder.resolve("..data_tmp"), now.getFileName());
        Files.move(link, folder.resolve(DATA), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        relink(files);
        written = files;
        Folders.delete(before);
    }

    /** Has a link for the first part of each file's path, and for no other. */
    private void relink(Map<String, byte[]> files) throws IOException {
        for (String old : written.keySet()) {
            if (!files.containsKey(old)) {
                Files.deleteIfExists(folder.resolve(Path.of(old).getName(0)));
            }
        }
        for (String file : files.keySet()) {
            Path name = Path.of(file).getName(0);
            if (!Files.isSymbolicLink(folder.resolve(name))) {
                Files.createSymbolicLink(folder.resolve(name), Path.of(DATA).resolve(name));
            }
        }
    }

    private static Map<String, byte[]> files(ConfigMap configMap, ConfigMapVolumeSource source) {
        Map<String, byte[]> all = new TreeMap<>();
        if (configMap.getData() != null) {
            configMap.getData().forEach((key, value) -> all.put(key, value.getBytes(UTF_8)));
        }
        if (configMap.getBinaryData() != null) {
            configMap
                    .getBinaryData()
                    .forEach((key, value) -> all.put(key, Base64.getDecoder().decode(value)));
        }
        if (source.getItems().isEmpty()) {
            return all;
        }
        Map<String, byte[]> chosen = new TreeMap<>();
        for (KeyToPath item : source.getItems()) {
            byte[] content = all.get(item.getKey());
            if (content != null) {
                chosen.put(item.getPath(), content);
            }
        }
        return chosen;
    }

    private static boolean same(Map<String, byte[]> some, Map<String, byte[]> others) {
        return some.keySet().equals(others.keySet())
                && some.entrySet().stream()
                        .allMatch(file -> java.util.Arrays.equals(file.getValue(), others.get(file.getKey())));
    }
}
