package io.fairlead.demo.machine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void portOnWhichSomethingListensOnAllAddressesIsTaken() throws IOException {
        // Given
        try (ServerSocket taken = new ServerSocket(0)) {
            int port = taken.getLocalPort();
            InetSocketAddress address = new InetSocketAddress("127.99.1.2", port);

            // When Then
            assertThatIOException()
                    .isThrownBy(() -> Ports.checkFree(List.of(address)))
                    .withMessageStartingWith("port %d: 127.99.1.2:%d cannot be bound: ", port, port)
                    .withMessageEndingWith(" (expected: a port on which nothing listens, not even on all addresses)");
        }
    }

    @Test
    void portOnWhichSomethingListensElsewhereIsFree() throws IOException {
        // Given
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.99.1.1"))) {
            InetSocketAddress address = new InetSocketAddress("127.99.1.2", other.getLocalPort());

            // When Then
            assertThatCode(() -> Ports.checkFree(List.of(address))).doesNotThrowAnyException();
        }
    }

    @Test
    void loopbackThatIsUpCanBeUsed() {
        // When Then
        assertThatCode(() -> Ports.checkLoopback(InetAddress.getByName("127.99.1.1")))
                .doesNotThrowAnyException();
    }

    @Test
    void addressThatTheMachineHasNotIsNoLoopback() {
        // When Then
        assertThatIOException()
                .isThrownBy(() -> Ports.checkLoopback(InetAddress.getByName("192.0.2.1")))
                .withMessageStartingWith("loopback: no connection from 192.0.2.1 to itself: ")
                .withMessageEndingWith(" (expected: a loopback device that is up)");
    }
}
