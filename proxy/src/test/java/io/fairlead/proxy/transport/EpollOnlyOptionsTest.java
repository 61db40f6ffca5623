package io.fairlead.proxy.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.DataPath;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerSpec;
import io.fairlead.api.v1alpha1.TcpOptions;
import io.fairlead.proxy.testing.Configs;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EpollOnlyOptionsTest {

    private static final TcpOptions USER_TIMEOUT = new TcpOptions(null, null, Duration.ofSeconds(1));

    @Test
    void areNamedByTheirPaths() {
        // Given
        GrpcLoadBalancerSpec spec = Configs.of()
                .listener(listener -> listener.deferAccept(true).tcp(USER_TIMEOUT))
                .backend(backend -> backend.tcp(USER_TIMEOUT))
                .dataPath(DataPath.Splice)
                .build()
                .getSpec();

        // When
        List<String> fields = EpollOnlyOptions.in(spec);

        // Then
        assertThat(fields)
                .containsExactly(
                        "spec.listeners[0].deferAccept",
                        "spec.listeners[0].tcp.userTimeout",
                        "spec.backends[0].tcp.userTimeout",
                        "spec.proxy.dataPath");
    }

    @Test
    void areNotThoseThatAreOmitted() {
        // Given
        GrpcLoadBalancerSpec spec = Configs.of()
                .listener(listener -> listener.deferAccept(false))
                .build()
                .getSpec();

        // When
        List<String> fields = EpollOnlyOptions.in(spec);

        // Then
        assertThat(fields).isEmpty();
    }
}
