package io.fairlead.demo.namespace;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;

/** Says what it can do in the network that it is in. */
final class WithinNetwork {

    private WithinNetwork() {}

    /**
     * Runs it.
     *
     * @param arguments the server's URL; {@code once}, or {@code on} to go on until it is told to stop
     */
    public static void main(String[] arguments) throws Exception {
        URI server = URI.create(arguments[0]);
        System.out.println("pid " + ProcessHandle.current().pid());
        System.out.println("needed " + OwnNetwork.needed());
        for (String address : List.of("198.18.0.2", "10.96.0.10", "172.20.1.1")) {
            System.out.println(address + " " + callOwn(address));
        }
        try (Inside inside = Inside.open(server);
                Socket socket = new Socket(server.getHost(), server.getPort())) {
            System.out.println("server " + new String(socket.getInputStream().readAllBytes(), UTF_8));
        }
        System.out.println(Inside.nsenter().orElse("none"));
        if (arguments[1].equals("on")) {
            Thread.sleep(Long.MAX_VALUE);
        }
        System.exit(7);
    }

    /** Listens there, calls itself, and returns the client's address. */
    private static String callOwn(String address) throws IOException {
        try (ServerSocket listener = new ServerSocket()) {
            listener.bind(new InetSocketAddress(address, 0));
            try (Socket client = new Socket(address, listener.getLocalPort());
                    Socket accepted = listener.accept()) {
                return accepted.getInetAddress().getHostAddress();
            }
        }
    }
}
