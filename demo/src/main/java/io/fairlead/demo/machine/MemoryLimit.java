package io.fairlead.demo.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What bounds the memory of a process: the machine, or a control group that it is in.
 *
 * @param name as the user may know it
 * @param available bytes that can still be had
 */
record MemoryLimit(String name, long available) {

    private static final Pattern AVAILABLE = Pattern.compile("(?m)^MemAvailable: +(\\d+) kB$");
    private static final Pattern LIMIT = Pattern.compile("\\d+");

    /** What a version of control groups calls its files; page cache that is not in use can be had. */
    private enum Version {
        ONE("sys/fs/cgroup/memory", "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"),
        TWO("sys/fs/cgroup", "memory.max", "memory.current", "inactive_file");

        private final String mount;
        private final String limit;
        private final String used;
        private final String reclaimable;

        Version(String mount, String limit, String used, String reclaimable) {
            this.mount = mount;
            this.limit = limit;
            this.used = used;
            this.reclaimable = reclaimable;
        }
    }

    /** Returns all that hold for this process. What is not there, or cannot be read, does not bound it. */
    static List<MemoryLimit> ofThisProcess(Path root) {
        List<MemoryLimit> limits = new ArrayList<>();
        number(root.resolve("proc/meminfo"), AVAILABLE)
                .ifPresent(kilobytes -> limits.add(new MemoryLimit("the machine", kilobytes * 1_024)));
        for (String line : text(root.resolve("proc/self/cgroup")).lines().toList()) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3 && parts[1].isEmpty()) {
                ofGroups(root, Version.TWO, parts[2], limits);
            } else if (parts.length == 3 && List.of(parts[1].split(",")).contains("memory")) {
                ofGroups(root, Version.ONE, parts[2], limits);
            }
        }
        return limits;
    }

    /** A group is bounded by those above it, too. In a container its path may be one that only the host has. */
    private static void ofGroups(Path root, Version version, String group, List<MemoryLimit> limits) {
        for (Path path = Path.of(group).normalize(); path != null; path = path.getParent()) {
            Path folder = root.resolve(version.mount).resolve("." + path);
            Optional<Long> limit = number(folder.resolve(version.limit), LIMIT);
            Optional<Long> used = number(folder.resolve(version.used), LIMIT);
            if (limit.isPresent() && used.isPresent()) {
                Pattern reclaimable = Pattern.compile("(?m)^" + version.reclaimable + " (\\d+)$");
                long cache = number(folder.resolve("memory.stat"), reclaimable).orElse(0L);
                limits.add(new MemoryLimit("the control group " + path, Math.max(0, limit.get() - used.get() + cache)));
            }
        }
    }

    private static Optional<Long> number(Path file, Pattern pattern) {
        Matcher matcher = pattern.matcher(text(file).strip());
        if (!matcher.find()) {
            return Optional.empty();
        }
        return Optional.of(Long.parseLong(matcher.group(matcher.groupCount())));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
