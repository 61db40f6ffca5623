package io.fairlead.demo.namespace;

import io.fairlead.demo.process.ReapedFolder;
import io.fairlead.demo.process.Sessions;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A network of the demo's own, for machines that cannot bind the addresses of pods and Services: a program runs itself once more, in a
 * network namespace, from which a relay leads to the API server.
 *
 * <pre>
 *   outside  the program         server ◄── ChannelRelay ◄── Unix socket ◄─┐
 *   inside   the program again   clients ──► the server's address ── ChannelRelay
 * </pre>
 *
 * <p>What is outside waits for what is inside, hands signals on, and ends as that has ended. Where it ends first, in whatever way, what is
 * inside is killed.
 */
public final class OwnNetwork {

    /** One that only a machine has whose loopback device was given the addresses of pods. */
    private static final String ANY_POD = "198.18.0.2";

    private static final Set<String> PROXIES = Set.of("http_proxy", "https_proxy", "all_proxy");

    private OwnNetwork() {}

    /** Whether this process cannot bind the addresses of pods. */
    public static boolean needed() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(ANY_POD, 0));
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /**
     * Runs a program of this class path inside, with this JVM's options, and returns its exit status. To be interrupted stops it, by
     * SIGTERM.
     *
     * @param server the API server's URL
     * @param arguments of the program; what they say must not depend on the working directory
     * @throws IOException with one line for the user, where the server cannot be reached, or there can be no namespace
     */
    public static int run(URI server, Class<?> program, List<String> arguments)
            throws IOException, InterruptedException {
        ApiAddress api = ApiAddress.of(server);
        try (SocketChannel answer = api.connect()) {
            answer.shutdownInput();
        }
        NetworkNamespace namespace = NetworkNamespace.find(System.getenv(), isRoot(), api.ipv6());
        try (ReapedFolder folder = ReapedFolder.create(Path.of(System.getProperty("java.io.tmpdir")))) {
            Path socket = folder.path().resolve("api.socket");
            try (ChannelRelay relay = ChannelRelay.listen(UnixDomainSocketAddress.of(socket), api::connect)) {
                List<String> command = java(namespace, socket, program, arguments);
                ProcessBuilder builder = new ProcessBuilder(Sessions.own(namespace.command(command)))
                        .inheritIO()
                        // Below the folder: it is killed with it.
                        .directory(Files.createDirectory(folder.path().resolve("inside"))
                                .toFile());
                builder.environment().keySet().removeIf(name -> PROXIES.contains(name.toLowerCase(Locale.ROOT)));
                return await(builder.start());
            }
        }
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    private static List<String> java(
            NetworkNamespace namespace, Path socket, Class<?> program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-D" + Inside.SOCKET + "=" + socket);
        command.add("-D" + Inside.NSENTER + "=" + namespace.nsenterFlags());
        command.add("-cp");
        command.add(Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator)));
        command.add(program.getName());
        command.addAll(arguments);
        return command;
    }

    private static int await(Process process) {
        while (true) {
            try {
                return process.waitFor();
            } catch (InterruptedException e) {
                process.destroy();
            }
        }
    }
}
