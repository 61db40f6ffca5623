package io.fairlead.demo.namespace;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A way to run a program in a network namespace of its own, in which there is no network but each IPv4 address is the machine's own, so
 * that whatever address an API server gives to a pod or a Service can be bound and called.
 */
final class NetworkNamespace {

    /** Run in the namespace, with the path of {@code ip}, the node's address, and IPv6 addresses up to a {@code --}; then the program. */
    private static final String SETUP = """
            ip=$1 node=$2
            shift 2
            "$ip" link set lo up &&
              "$ip" address add "$node" dev lo &&
              "$ip" route add local 0.0.0.0/0 dev lo src "${node%/*}" || exit
            while [ "$1" != -- ]; do
              "$ip" address add "$1/128" dev lo || exit
              shift
            done
            shift
            exec "$@"
            """;

    private static final String NODE = "198.18.0.1/15";

    /** Where they are on machines that have them on root's PATH alone. */
    private static final List<String> ADMINISTRATORS = List.of("/usr/sbin", "/sbin");

    private static final String RIGHT =
            "root, or a system on which users may make user namespaces; or loopback addresses of your own: " + NODE
                    + " and the Services'";

    private final boolean ofUser;
    private final List<String> prefix;

    private NetworkNamespace(boolean ofUser, List<String> prefix) {
        this.ofUser = ofUser;
        this.prefix = List.copyOf(prefix);
    }

    /**
     * Finds what it takes, and tries it.
     *
     * @param environment with the PATH
     * @param root whether the process is root's, who needs no user namespace
     * @param ipv6 addresses that the namespace shall have, too
     * @throws IOException with one line for the user, where something is missing
     */
    static NetworkNamespace find(Map<String, String> environment, boolean root, List<String> ipv6)
            throws IOException, InterruptedException {
        Path unshare = command("unshare", "util-linux", environment);
        Path ip = command("ip", "iproute2", environment);
        String fault = "";
        for (boolean ofUser : root ? List.of(false, true) : List.of(true)) {
            NetworkNamespace namespace = new NetworkNamespace(ofUser, prefix(unshare, ofUser, ip, ipv6));
            fault = namespace.faultOf("true");
            if (fault.isEmpty()) {
                return namespace;
            }
        }
        throw new IOException("--cluster: no network namespace: %s (expected: %s)".formatted(fault, RIGHT));
    }

    private static List<String> prefix(Path unshare, boolean ofUser, Path ip, List<String> ipv6) {
        return Stream.of(
                        Stream.of(unshare.toString(), "--net"),
                        ofUser ? Stream.of("--user", "--map-root-user") : Stream.<String>of(),
                        Stream.of("--", "sh", "-c", SETUP, "fairlead-demo", ip.toString(), NODE),
                        ipv6.stream(),
                        Stream.of("--"))
                .flatMap(part -> part)
                .toList();
    }

    private static Path command(String name, String home, Map<String, String> environment) throws IOException {
        List<String> folders =
                new ArrayList<>(List.of(environment.getOrDefault("PATH", "").split(":")));
        folders.addAll(ADMINISTRATORS);
        return folders.stream()
                .filter(Predicate.not(String::isEmpty))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IOException(
                        "--cluster: no command %s on PATH (expected: that of %s, for a network namespace; or loopback addresses of your own: %s and the Services')"
                                .formatted(name, home, NODE)));
    }

    /** Returns what runs a program there, as the same process. */
    List<String> command(List<String> program) {
        return Stream.concat(prefix.stream(), program.stream()).toList();
    }

    /** Returns what nsenter has to be told besides a process that is in it. */
    String nsenterFlags() {
        return ofUser ? "--user --preserve-credentials --net" : "--net";
    }

    /** Returns the last line of what it says where it fails, else nothing. */
    private String faultOf(String program) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(List.of(program)))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        int status = process.waitFor();
        return status == 0 ? "" : output.lines().reduce((_, last) -> last).orElse("exit status " + status);
    }
}
