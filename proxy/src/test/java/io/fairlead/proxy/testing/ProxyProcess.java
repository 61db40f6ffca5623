package io.fairlead.proxy.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** The command {@code fairlead} as a process of its own, on this JDK and this class path, and what it says. */
public final class ProxyProcess implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Pattern ADMIN = Pattern.compile("admin port listens address=\"?/?([0-9.:]+)");

    private final Process process;
    private final Queue<String> out = new ConcurrentLinkedQueue<>();
    private final Queue<String> err = new ConcurrentLinkedQueue<>();
    private final List<Thread> readers = new ArrayList<>();
    private volatile boolean closed;

    private ProxyProcess(Process process) {
        this.process = process;
    }

    /** Starts {@code fairlead} with these arguments. */
    public static ProxyProcess start(String... arguments) throws IOException {
        return startIn(Map.of(), arguments);
    }

    /** Starts it with these environment variables more. */
    public static ProxyProcess startIn(Map<String, String> environment, String... arguments) throws IOException {
        return collectOutput(startDeaf(System.getProperty("java.class.path"), environment, arguments));
    }

    /** Starts it without the jars whose file names match the regular expression {@code jars}. */
    public static ProxyProcess startWithout(String jars, String... arguments) throws IOException {
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !Path.of(entry).getFileName().toString().matches(jars))
                .collect(Collectors.joining(File.pathSeparator));
        return collectOutput(startDeaf(classPath, Map.of(), arguments));
    }

    private static ProxyProcess collectOutput(ProxyProcess started) {
        started.collect(started.process.getInputStream(), started.out);
        return started;
    }

    /** Starts it with a standard output that nobody reads, and whose pipe is closed. */
    public static ProxyProcess startWithClosedOutput(String... arguments) throws IOException {
        ProxyProcess started = startDeaf(System.getProperty("java.class.path"), Map.of(), arguments);
        started.process.getInputStream().close();
        return started;
    }

    private static ProxyProcess startDeaf(String classPath, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@src/main/jvm/proxy.options",
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                "io.fairlead.proxy.Main"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        ProxyProcess started = new ProxyProcess(builder.start());
        started.collect(started.process.getErrorStream(), started.err);
        return started;
    }

    private void collect(InputStream stream, Queue<String> lines) {
        BufferedReader reader = new BufferedReader(new InputStreamReader(stream, UTF_8));
        readers.add(Thread.ofPlatform().daemon().start(() -> {
            try {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    lines.add(line);
                }
            } catch (IOException e) {
                if (!closed) {
                    throw new UncheckedIOException(e);
                }
            }
        }));
    }

    /** Waits for longer than a JVM takes to start on a slow machine. */
    public static ConditionFactory await() {
        return Awaitility.await().atMost(LONGEST);
    }

    /** Returns the lines on standard output so far. */
    public List<String> out() {
        return List.copyOf(out);
    }

    /** Returns the lines on standard error so far. */
    public List<String> err() {
        return List.copyOf(err);
    }

    /** Waits until a line on standard error contains {@code text}. */
    public ProxyProcess awaitErr(String text) {
        await().failFast(() -> err.stream().noneMatch(line -> line.contains(text)) && !process.isAlive())
                .until(() -> err.stream().anyMatch(line -> line.contains(text)));
        return this;
    }

    /** Waits until it is ready. */
    public ProxyProcess awaitReady() {
        return awaitErr("admin port listens").awaitErr("Proxy ready");
    }

    /** Asks the admin port for {@code path}, and returns the answer's body. */
    public String admin(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + adminAddress() + path))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    /** Returns the admin port, which it has said. */
    public int adminPort() {
        String address = adminAddress();
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    private String adminAddress() {
        return err.stream()
                .map(ADMIN::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .findFirst()
                .orElseThrow();
    }

    /** Sends SIGTERM, or another one, by name. */
    public void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-s", name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** Waits until it has ended and all that it said was read; returns its exit code. */
    public int awaitExit() throws InterruptedException {
        if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("it still runs; it said: " + err.stream().collect(Collectors.joining("\n")));
        }
        for (Thread reader : readers) {
            reader.join();
        }
        return process.exitValue();
    }

    /** Ends it by force. */
    @Override
    public void close() {
        closed = true;
        process.destroyForcibly();
    }
}
