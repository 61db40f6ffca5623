package io.fairlead.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.AdministrativeState;
import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.api.v1alpha1.HealthCheckType;
import io.fairlead.api.v1alpha1.OnMarkedDown;
import io.fairlead.api.v1alpha1.OnMarkedUp;
import io.fairlead.api.v1alpha1.builder.EndpointOverrideBuilder;
import io.fairlead.api.v1alpha1.builder.HealthCheckBuilder;
import io.fairlead.api.v1alpha1.builder.ServerBuilder;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.PlainServer;
import io.fairlead.proxy.testing.Sockets;
import io.fairlead.proxy.testing.TestProxy;
import java.io.IOException;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which changes of a server's state close connections. {@link HealthComparisonTest} has those that probes bring about. */
class SessionShutdownTest {

    private PlainServer first;
    private PlainServer second;
    private final Map<String, Socket> clients = new HashMap<>();

    @SuppressWarnings("NullAway.Init") // each test starts it with a configuration of its own
    private TestProxy proxy;

    @BeforeEach
    void open() throws IOException {
        first = PlainServer.start("srv1");
        second = PlainServer.start("srv2");
    }

    @AfterEach
    void close() throws IOException {
        for (Socket client : clients.values()) {
            client.close();
        }
        proxy.close();
        first.close();
        second.close();
    }

    @Test
    void aServerThatIsPutUnderMaintenanceGoesDown() throws Exception {
        // Given
        start(two(OnMarkedDown.ShutdownSessions));
        connectToBoth();

        // When
        proxy.reload(override(two(OnMarkedDown.ShutdownSessions), "srv1", AdministrativeState.Maintenance, null));

        // Then
        assertThat(Sockets.ending(client("srv1"))).isEqualTo("FIN after 0 bytes");
        assertThat(proxy.nextRecord().termination().letters()).isEqualTo("D-");
        assertThat(echoes(client("srv2"))).isTrue();
    }

    @Test
    void aServerThatDrainsDoesNot() throws Exception {
        // Given
        start(two(OnMarkedDown.ShutdownSessions));
        connectToBoth();

        // When
        proxy.reload(override(two(OnMarkedDown.ShutdownSessions), "srv1", AdministrativeState.Drain, null));

        // Then
        proxy.awaitState("srv1", EndpointState.Drain);
        assertThat(echoes(client("srv1"))).isTrue();
    }

    @Test
    void aServerThatIsTakenOutOfTheBackendDoesNot() throws Exception {
        // Given
        start(two(OnMarkedDown.ShutdownSessions));
        connectToBoth();

        // When
        proxy.reload(two(OnMarkedDown.ShutdownSessions).servers(List.of(Configs.server("srv2", second.address()))));

        // Then
        assertThat(echoes(client("srv1"))).isTrue();
    }

    @Test
    void withoutTheFieldNoConnectionIsClosed() throws Exception {
        // Given
        start(two(OnMarkedDown.None));
        connectToBoth();

        // When
        proxy.reload(override(two(OnMarkedDown.None), "srv1", AdministrativeState.Maintenance, null));

        // Then
        assertThat(echoes(client("srv1"))).isTrue();
    }

    @Test
    void aServerThatComesBackFromMaintenanceComesUp() throws Exception {
        // Given
        start(override(withBackup(), "srv1", AdministrativeState.Maintenance, null));
        Socket onBackup = connect();

        // When
        proxy.reload(withBackup());

        // Then
        assertThat(Sockets.ending(onBackup)).isEqualTo("FIN after 0 bytes");
        assertThat(proxy.nextRecord().termination().letters()).isEqualTo("U-");
    }

    @Test
    void aServerThatComesBackWithoutAWeightClosesNothing() throws Exception {
        // Given
        start(override(withBackup(), "srv1", AdministrativeState.Maintenance, null));
        Socket onBackup = connect();

        // When
        proxy.reload(override(withBackup(), "srv1", AdministrativeState.Ready, 0));

        // Then
        proxy.awaitState("srv1", EndpointState.Drain);
        assertThat(echoes(onBackup)).isTrue();
    }

    /** Maintenance, and the return from it, are immediate: no probes are needed. */
    private static HealthCheckBuilder check() {
        return HealthCheckBuilder.builder().type(HealthCheckType.None);
    }

    private Configs two(OnMarkedDown onMarkedDown) {
        return Configs.of(first.address(), second.address())
                .check(check().onMarkedDown(onMarkedDown).build());
    }

    private Configs withBackup() {
        return Configs.of(List.of(
                        Configs.server("srv1", first.address()),
                        ServerBuilder.builder(Configs.server("srv2", second.address()))
                                .backup(true)
                                .build()))
                .check(check().onMarkedUp(OnMarkedUp.ShutdownBackupSessions).build());
    }

    private static Configs override(
            Configs config, String server, AdministrativeState state, @Nullable Integer weight) {
        return config.backend(backend -> backend.overrides(List.of(EndpointOverrideBuilder.builder()
                .server(server)
                .state(state)
                .weight(weight)
                .build())));
    }

    private void start(Configs config) throws ConfigRefusedException {
        proxy = TestProxy.start(config).awaitReady();
    }

    private void connectToBoth() throws IOException {
        connect();
        connect();
        assertThat(clients).containsOnlyKeys("srv1", "srv2");
    }

    private Socket connect() throws IOException {
        Socket client = Sockets.connect(proxy.address());
        clients.put(Sockets.greeting(client), client);
        return client;
    }

    private Socket client(String server) {
        return Objects.requireNonNull(clients.get(server));
    }

    private static boolean echoes(Socket client) throws IOException {
        client.getOutputStream().write('x');
        return client.getInputStream().read() == 'x';
    }
}
