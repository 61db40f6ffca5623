package io.fairlead.bench.openloop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class LoopTest {

    private static final int LONGEST_MILLIS = 10_000;

    @Test
    void closesItsConnectionsWhateverItDoesMeanwhile() throws IOException, InterruptedException {
        // Given
        Loop loop = new Loop();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Generator.connect(loop, (InetSocketAddress) server.getLocalSocketAddress(), 1);
            try (Socket accepted = server.accept()) {
                accepted.setSoTimeout(LONGEST_MILLIS);

                // When
                CompletableFuture.supplyAsync(() -> closeWhileATaskRuns(loop), loop.executor())
                        .join()
                        .join();

                // Then
                assertThat(accepted.getInputStream().readAllBytes()).isNotNull();
            }
        }
    }

    private static CompletableFuture<Void> closeWhileATaskRuns(Loop loop) {
        CompletableFuture<Void> closing = CompletableFuture.runAsync(loop::close);
        while (!loop.executor().isShuttingDown()) {
            Thread.onSpinWait();
        }
        return closing;
    }
}
