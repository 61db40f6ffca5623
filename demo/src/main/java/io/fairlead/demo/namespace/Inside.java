package io.fairlead.demo.namespace;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The inside of an {@link OwnNetwork}: where this process is in one, the API server is reached as it is outside. */
public final class Inside implements AutoCloseable {

    /** The system property with the path of the Unix socket that leads outside. */
    static final String SOCKET = "fairlead.demo.api.socket";

    /** The system property with what nsenter needs besides the process. */
    static final String NSENTER = "fairlead.demo.nsenter";

    private final List<ChannelRelay> relays;

    private Inside(List<ChannelRelay> relays) {
        this.relays = List.copyOf(relays);
    }

    /** Whether this process is there. */
    public static boolean here() {
        return System.getProperty(SOCKET) != null;
    }

    /**
     * Listens on the API server's address, and relays.
     *
     * @throws IOException with one line for the user, where the address cannot be had
     * @throws IllegalStateException where this process is in no such network
     */
    public static Inside open(URI server) throws IOException {
        String socket = System.getProperty(SOCKET);
        if (socket == null) {
            throw new IllegalStateException("a network of the machine's");
        }
        UnixDomainSocketAddress outside = UnixDomainSocketAddress.of(socket);
        ApiAddress api = ApiAddress.of(server);
        List<InetAddress> addresses;
        try {
            addresses = api.addresses();
        } catch (UnknownHostException e) {
            throw new IOException(
                    "--cluster: server: %s (expected: an IP address, or a host of /etc/hosts: in the pods' network there is no DNS)"
                            .formatted(server),
                    e);
        }
        List<ChannelRelay> relays = new ArrayList<>();
        IOException fault = new IOException("it has no address");
        for (InetAddress address : addresses) {
            try {
                relays.add(ChannelRelay.listen(
                        new InetSocketAddress(address, api.port()), () -> SocketChannel.open(outside)));
            } catch (IOException e) {
                fault = e;
            }
        }
        if (relays.isEmpty()) {
            throw new IOException(
                    "--cluster: server: %s: %s (expected: an address that can be bound in a network namespace)"
                            .formatted(server, fault.getMessage()),
                    fault);
        }
        return new Inside(relays);
    }

    /** Returns the start of a command line that runs what follows it in this process's network, from outside; empty where it has none. */
    public static Optional<String> nsenter() {
        return Optional.ofNullable(System.getProperty(NSENTER))
                .map(flags -> "nsenter --target %d %s"
                        .formatted(ProcessHandle.current().pid(), flags));
    }

    /** The API server cannot be reached from then on. */
    @Override
    public void close() throws IOException {
        for (ChannelRelay relay : relays) {
            relay.close();
        }
    }
}
