package io.fairlead.proxy.testing;

import io.fairlead.proxy.backend.Endpoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Endpoints and clients that need not exist. */
public final class Endpoints {

    private Endpoints() {}

    /** Returns srv1, srv2 and so on, each at an address of its own. */
    public static List<Endpoint> numbered(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(Endpoints::number).toList();
    }

    private static Endpoint number(int number) {
        byte[] address = {10, 0, (byte) (number >>> 8), (byte) number};
        return new Endpoint("srv" + number, new InetSocketAddress(address(address), 50051));
    }

    /** Returns {@code count} addresses of clients, the same ones each time. */
    public static List<InetAddress> clients(int count) {
        Random random = new Random(42);
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    byte[] address = new byte[4];
                    random.nextBytes(address);
                    return address(address);
                })
                .toList();
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
