package io.fairlead.demo;

import java.net.ServerSocket;
import java.util.Arrays;

/** The demo where a port is taken on all addresses: the first argument. */
final class TakenPort {

    private TakenPort() {}

    public static void main(String... arguments) throws Exception {
        try (ServerSocket taken = new ServerSocket(Integer.parseInt(arguments[0]))) {
            System.exit(Main.commandLine().execute(Arrays.copyOfRange(arguments, 1, arguments.length)));
        }
    }
}
