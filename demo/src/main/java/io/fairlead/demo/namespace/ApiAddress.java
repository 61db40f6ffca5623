package io.fairlead.demo.namespace;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.List;

/**
 * Where an API server listens.
 *
 * @param server as the kubeconfig has it
 */
record ApiAddress(URI server, String host, int port) {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int CONNECT_MILLIS = 5_000;

    /** Throws {@link IOException} with one line for the user where that is no URL of a server. */
    static ApiAddress of(URI server) throws IOException {
        String host = server.getHost();
        if (host == null) {
            throw new IOException(
                    "--cluster: server: %s (expected: a URL such as https://127.0.0.1:6443)".formatted(server));
        }
        int port = server.getPort() >= 0 ? server.getPort() : "http".equals(server.getScheme()) ? HTTP : HTTPS;
        return new ApiAddress(server, host, port);
    }

    /** Returns each address that the host has here. */
    List<InetAddress> addresses() throws UnknownHostException {
        return Arrays.asList(InetAddress.getAllByName(host));
    }

    /** Returns those addresses that a namespace needs to be given, since a route does not do. */
    List<String> ipv6() throws UnknownHostException {
        return addresses().stream()
                .filter(Inet6Address.class::isInstance)
                .filter(address -> !address.isLoopbackAddress())
                .map(InetAddress::getHostAddress)
                .toList();
    }

    /** Throws {@link IOException} with one line for the user where nobody answers. */
    SocketChannel connect() throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.socket().connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            return channel;
        } catch (UnknownHostException e) {
            channel.close();
            throw new IOException("the Kubernetes API at %s does not answer: unknown host".formatted(server), e);
        } catch (IOException e) {
            channel.close();
            throw new IOException("the Kubernetes API at %s does not answer: no connection".formatted(server), e);
        }
    }
}
