package io.fairlead.bench.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fairlead.bench.report.Machine;
import io.fairlead.bench.tool.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the kernel says of the machine, and git of the commit. */
public final class MachineFacts {

    private static final Pattern MODEL = Pattern.compile("^model name\\s*:\\s*(.*)$", Pattern.MULTILINE);
    private static final Pattern MEMORY = Pattern.compile("^MemTotal:\\s*(\\d+) kB$", Pattern.MULTILINE);
    private static final int KIB = 1024;

    private MachineFacts() {}

    /** Returns those of this machine, with the versions of {@code tools}. {@code cpus}: how many it has. */
    public static Machine read(List<Tool> tools, int cpus) throws IOException, InterruptedException {
        Map<String, String> versions = new LinkedHashMap<>();
        for (Tool tool : tools) {
            versions.put(tool.command(), tool.version());
        }
        return new Machine(
                first(MODEL, "/proc/cpuinfo", System.getProperty("os.arch")),
                cpus,
                Long.parseLong(first(MEMORY, "/proc/meminfo", "0")) * KIB,
                Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip(),
                System.getProperty("java.vm.version"),
                versions);
    }

    private static String first(Pattern pattern, String file, String otherwise) throws IOException {
        Matcher matcher = pattern.matcher(Files.readString(Path.of(file)));
        return matcher.find() ? matcher.group(1) : otherwise;
    }

    /** Returns the commit of the repository at {@code root}, with {@code +changes} where its files differ; {@code unknown} where there is none. */
    public static String commit(Path root) throws IOException, InterruptedException {
        String commit = git(root, "rev-parse", "--short=12", "HEAD");
        if (commit.isEmpty()) {
            return "unknown";
        }
        return git(root, "status", "--porcelain", "--", ".", ":!bench/results", ":!docs/performance.md")
                        .isEmpty()
                ? commit
                : commit + "+changes";
    }

    private static String git(Path root, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-C", root.toString()));
        command.addAll(List.of(arguments));
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return "";
        }
        String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        return process.waitFor() == 0 ? said : "";
    }
}
