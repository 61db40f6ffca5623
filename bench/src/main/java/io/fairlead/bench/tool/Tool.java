package io.fairlead.bench.tool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A program that is looked for on {@code PATH}, with the Debian packages that have it. */
public enum Tool {
    HAPROXY("haproxy", "-v", "haproxy"),
    NGINX("nginx", "-v", "nginx-light libnginx-mod-stream"),
    NGHTTPX("nghttpx", "--version", "nghttp2-proxy"),
    H2LOAD("h2load", "--version", "nghttp2-client"),
    NGHTTPD("nghttpd", "--version", "nghttp2-server"),
    TASKSET("taskset", "--version", "util-linux"),
    PRLIMIT("prlimit", "--version", "util-linux");

    private static final Pattern VERSION = Pattern.compile("\\d+(?:\\.\\d+)+\\S*");

    private final String command;
    private final String versionOption;
    private final String packages;

    Tool(String command, String versionOption, String packages) {
        this.command = command;
        this.versionOption = versionOption;
        this.packages = packages;
    }

    /** Returns its name on {@code PATH}. */
    public String command() {
        return command;
    }

    /**
     * Checks that all of {@code tools} are there.
     *
     * @throws IOException with one line that says what to install, where one is not
     */
    public static void check(List<Tool> tools) throws IOException {
        List<Tool> missing = tools.stream().filter(tool -> !tool.isThere()).toList();
        if (!missing.isEmpty()) {
            throw new IOException("not on PATH: %s (expected: to be installed; on Debian by: apt-get install %s)"
                    .formatted(
                            String.join(
                                    ", ", missing.stream().map(Tool::command).toList()),
                            String.join(
                                    " ",
                                    missing.stream()
                                            .map(tool -> tool.packages)
                                            .distinct()
                                            .toList())));
        }
    }

    /** Whether it is on {@code PATH}. */
    public boolean isThere() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }

    /** Returns what it says of its version, such as {@code 1.52.0}. */
    public String version() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command, versionOption)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        Matcher version = VERSION.matcher(said);
        return version.find() ? version.group() : said.strip();
    }
}
