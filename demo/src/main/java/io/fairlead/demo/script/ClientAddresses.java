package io.fairlead.demo.script;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Addresses of this machine for clients, in the neighbourhood of pods, where none of so few pods has one. */
final class ClientAddresses {

    private static final int THIRD = 127;
    private static final int FIRST = 201;

    private ClientAddresses() {}

    /** Returns {@code count} addresses, 50 at most, that begin as the IPv4 address {@code pod} does. */
    static List<InetAddress> near(String pod, int count) {
        List<InetAddress> addresses = new ArrayList<>();
        try {
            byte[] bytes = InetAddress.getByName(pod).getAddress();
            bytes[2] = THIRD;
            for (int client = 0; client < count; client++) {
                bytes[3] = (byte) (FIRST + client);
                addresses.add(InetAddress.getByAddress(bytes));
            }
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(pod + " (expected: an IPv4 address)", e);
        }
        return addresses;
    }
}
