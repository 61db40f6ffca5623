package io.fairlead.proxy.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fairlead.api.v1alpha1.AdministrativeState;
import io.fairlead.api.v1alpha1.EndpointOverride;
import io.fairlead.api.v1alpha1.ServiceReference;
import io.fairlead.api.v1alpha1.builder.BackendBuilder;
import io.fairlead.api.v1alpha1.builder.EndpointOverrideBuilder;
import io.fairlead.api.v1alpha1.builder.ServerBuilder;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ConfiguredEndpointsTest {

    private static final InetAddress ADDRESS = address("10.0.0.1");

    @Test
    void aServerHasWhatItSaysItself() {
        // Given
        ConfiguredEndpoints configured = new ConfiguredEndpoints(BackendBuilder.builder()
                .servers(List.of(
                        server("srv1").weight(7).backup(true).maxConnections(9).build()))
                .maxConnectionsPerServer(100)
                .build());

        // When
        EndpointSettings settings = configured.of("srv1", ADDRESS);

        // Then
        assertThat(settings).isEqualTo(new EndpointSettings(7, true, AdministrativeState.Ready, 9));
    }

    @Test
    void whatAServerDoesNotSayIsTheBackendsOrTheDefault() {
        // Given
        ConfiguredEndpoints limited = new ConfiguredEndpoints(BackendBuilder.builder()
                .servers(List.of(server("srv1").build()))
                .maxConnectionsPerServer(100)
                .build());
        ConfiguredEndpoints plain = new ConfiguredEndpoints(BackendBuilder.builder()
                .servers(List.of(server("srv1").build()))
                .build());

        // When
        EndpointSettings settings = limited.of("srv1", ADDRESS);

        // Then
        assertThat(settings).isEqualTo(new EndpointSettings(1, false, AdministrativeState.Ready, 100));
        assertThat(plain.of("srv1", ADDRESS)).isEqualTo(EndpointSettings.DEFAULT);
    }

    @Test
    void aLaterOverrideCountsMoreFieldByField() {
        // Given
        ConfiguredEndpoints configured = new ConfiguredEndpoints(BackendBuilder.builder()
                .servers(List.of(server("srv1").weight(3).build()))
                .overrides(List.of(
                        override().address("10.0.0.1").weight(50).build(),
                        override()
                                .server("srv1")
                                .state(AdministrativeState.Drain)
                                .build(),
                        override().server("srv1").weight(60).build(),
                        override()
                                .address("10.0.0.1")
                                .state(AdministrativeState.Maintenance)
                                .build(),
                        override().address("10.0.0.2").weight(0).build(),
                        override().server("srv2").weight(0).build()))
                .build());

        // When
        EndpointSettings settings = configured.of("srv1", ADDRESS);

        // Then
        assertThat(settings.weight()).isEqualTo(60);
        assertThat(settings.state()).isEqualTo(AdministrativeState.Maintenance);
    }

    @Test
    void anOverrideTakesAServerOutThatAnotherOneTookIn() {
        // Given
        List<EndpointOverride> overrides = List.of(
                override().server("srv1").state(AdministrativeState.Maintenance).build(),
                override().server("srv1").state(AdministrativeState.Ready).build());
        ConfiguredEndpoints configured = new ConfiguredEndpoints(BackendBuilder.builder()
                .servers(List.of(server("srv1").build()))
                .overrides(overrides)
                .build());

        // When
        EndpointSettings settings = configured.of("srv1", ADDRESS);

        // Then
        assertThat(settings.state()).isEqualTo(AdministrativeState.Ready);
    }

    @Test
    void anAddressIsTheSameHoweverItIsWritten() {
        // Given
        ConfiguredEndpoints configured = new ConfiguredEndpoints(BackendBuilder.builder()
                .overrides(List.of(
                        override().address("2001:DB8:0:0::0:7").weight(9).build()))
                .build());

        // When
        EndpointSettings settings = configured.of("srv1", address("2001:db8::7"));

        // Then
        assertThat(settings.weight()).isEqualTo(9);
    }

    @Test
    void thePodOfAServiceIsKnownByItsNameAndAServerOfThatNameIsNot() {
        // Given
        ConfiguredEndpoints configured = new ConfiguredEndpoints(BackendBuilder.builder()
                .service(new ServiceReference("echo", new IntOrString("grpc")))
                .overrides(List.of(
                        override().pod("echo-1").weight(5).build(),
                        override().server("echo-1").weight(6).build(),
                        override().server("echo-2").weight(7).build()))
                .build());

        // When
        EndpointSettings settings = configured.of("echo-1", ADDRESS);

        // Then
        assertThat(settings.weight()).isEqualTo(5);
        assertThat(configured.of("echo-2", ADDRESS).weight()).isEqualTo(1);
    }

    private static ServerBuilder server(String name) {
        return ServerBuilder.builder().name(name).address("10.0.0.1").port(50051);
    }

    private static EndpointOverrideBuilder override() {
        return EndpointOverrideBuilder.builder();
    }

    private static InetAddress address(String text) {
        return Objects.requireNonNull(NetUtil.createInetAddressFromIpAddressString(text));
    }
}
