package io.fairlead.demo.node;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Where a container's mounts really are. A process sees the machine's files, so the paths that it is told in its arguments and
 * environment are rewritten: {@code /etc/fairlead/a.yaml}, and {@code --file=/etc/fairlead/a.yaml} too.
 */
final class MountedPaths {

    private final List<Map.Entry<String, Path>> mounts;

    /** Takes the folder of each mount path. */
    MountedPaths(Map<String, Path> folders) {
        mounts = folders.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, Path> mount) ->
                                mount.getKey().length())
                        .reversed())
                .toList();
    }

    /** Returns the text with the real path in place of a mounted one. */
    String rewrite(String text) {
        int start = text.startsWith("-") ? text.indexOf('=') + 1 : 0;
        String path = text.substring(start);
        for (Map.Entry<String, Path> mount : mounts) {
            String mountPath = mount.getKey();
            if (path.equals(mountPath) || path.startsWith(mountPath + "/")) {
                return text.substring(0, start) + mount.getValue() + path.substring(mountPath.length());
            }
        }
        return text;
    }
}
