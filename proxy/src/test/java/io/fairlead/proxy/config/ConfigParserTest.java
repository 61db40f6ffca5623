package io.fairlead.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fairlead.api.v1alpha1.AcceptProxy;
import io.fairlead.api.v1alpha1.AccessLog;
import io.fairlead.api.v1alpha1.AccessRules;
import io.fairlead.api.v1alpha1.AdministrativeState;
import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.BackendTimeouts;
import io.fairlead.api.v1alpha1.Balance;
import io.fairlead.api.v1alpha1.ConnectionLifetime;
import io.fairlead.api.v1alpha1.ConnectionRate;
import io.fairlead.api.v1alpha1.EndpointOverride;
import io.fairlead.api.v1alpha1.GrpcHealthCheck;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.HashSettings;
import io.fairlead.api.v1alpha1.HashType;
import io.fairlead.api.v1alpha1.HealthCheck;
import io.fairlead.api.v1alpha1.HealthCheckType;
import io.fairlead.api.v1alpha1.Listener;
import io.fairlead.api.v1alpha1.ListenerMode;
import io.fairlead.api.v1alpha1.ListenerTimeouts;
import io.fairlead.api.v1alpha1.Observation;
import io.fairlead.api.v1alpha1.ObservedLayer;
import io.fairlead.api.v1alpha1.OnError;
import io.fairlead.api.v1alpha1.OnMarkedDown;
import io.fairlead.api.v1alpha1.OnMarkedUp;
import io.fairlead.api.v1alpha1.ProxyProtocolTlv;
import io.fairlead.api.v1alpha1.ProxyProtocolVersion;
import io.fairlead.api.v1alpha1.SendProxy;
import io.fairlead.api.v1alpha1.Server;
import io.fairlead.api.v1alpha1.ServiceReference;
import io.fairlead.api.v1alpha1.SourceLimits;
import io.fairlead.api.v1alpha1.StickKey;
import io.fairlead.api.v1alpha1.StickTable;
import io.fairlead.api.v1alpha1.TcpHealthCheck;
import io.fairlead.api.v1alpha1.TcpKeepAlive;
import io.fairlead.api.v1alpha1.TcpOptions;
import io.fairlead.api.v1alpha1.builder.BackendBuilder;
import io.fairlead.api.v1alpha1.builder.DrainBuilder;
import io.fairlead.api.v1alpha1.builder.GrpcLoadBalancerSpecBuilder;
import io.fairlead.api.v1alpha1.builder.HealthCheckBuilder;
import io.fairlead.api.v1alpha1.builder.ListenerBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigParserTest {

    private static final Path FOLDER = Path.of("src/test/resources/config");
    private static final Path SAMPLES = Path.of("../deploy/samples");

    private static final ConfigParser PARSER = ConfigParser.ofFile(false);

    static Stream<Path> validFiles() throws IOException {
        return files(FOLDER, "valid-.*\\.yaml");
    }

    static Stream<Path> samples() throws IOException {
        return files(SAMPLES, ".*\\.yaml");
    }

    static Stream<Path> invalidFiles() throws IOException {
        return files(FOLDER, "invalid-.*\\.yaml");
    }

    private static Stream<Path> files(Path folder, String name) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(name)).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("validFiles")
    void validFileIsRead(Path file) throws InvalidConfigException {
        // Given
        String text = ConfigFile.read(file);

        // When
        GrpcLoadBalancer loadBalancer = PARSER.parse(text);

        // Then
        assertThat(loadBalancer.getMetadata().getName()).isNotEmpty();
        assertThat(loadBalancer.getSpec().listeners()).isNotEmpty();
        assertThat(loadBalancer.getStatus()).isNull();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theResourceInEachSampleIsRead(Path file) throws IOException, InvalidConfigException {
        // Given
        List<String> resources = Stream.of(Files.readString(file).split("(?m)^---$", -1))
                .filter(document -> document.contains("kind: GrpcLoadBalancer"))
                .toList();

        // When
        GrpcLoadBalancer loadBalancer = ConfigParser.ofFile(true).parse(resources.getFirst());

        // Then
        assertThat(resources).hasSize(1);
        assertThat(loadBalancer.getSpec().listeners()).isNotEmpty();
    }

    @Test
    void theResourceInTheReadmeIsRead() throws IOException, InvalidConfigException {
        // Given
        String page = Files.readString(Path.of("../README.md"));
        String yaml = page.substring(page.indexOf("```yaml\n") + 8);

        // When
        GrpcLoadBalancer loadBalancer = ConfigParser.ofFile(true).parse(yaml.substring(0, yaml.indexOf("```")));

        // Then
        assertThat(loadBalancer.getMetadata().getName()).isEqualTo("echo");
    }

    static Stream<String> hugeTexts() {
        StringBuilder aliases =
                new StringBuilder("a0: &a0 [").append("a,".repeat(1000)).append("a]\n");
        for (int i = 1; i <= 6; i++) {
            aliases.append("a%d: &a%d [*a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1));
        }
        return Stream.of("a: [" + "a,".repeat(500_000) + "a]", aliases.toString());
    }

    @ParameterizedTest
    @MethodSource("hugeTexts")
    void aTextThatWouldTakeTheProxysMemoryIsRefused(String text) {
        // When
        InvalidConfigException refusal = catchThrowableOfType(InvalidConfigException.class, () -> PARSER.parse(text));

        // Then
        assertThat(refusal.faults())
                .containsExactly("more than 100000 keys and values (expected: a GrpcLoadBalancer in YAML)");
    }

    @Test
    void aTextThatIsNestedWithoutEndIsRefused() {
        // When
        InvalidConfigException refusal =
                catchThrowableOfType(InvalidConfigException.class, () -> PARSER.parse("[".repeat(1_000_000)));

        // Then
        assertThat(refusal.faults()).containsExactly("nested more than 50 levels deep (expected: YAML)");
    }

    @Test
    @Timeout(60)
    void rulesAreNotAskedOfAListThatIsTooLong() {
        // Given
        String text = """
                apiVersion: fairlead.io/v1alpha1
                kind: GrpcLoadBalancer
                metadata: {name: echo}
                spec:
                  listeners: [%s]
                  backends: [{name: echo, servers: [{name: srv1, address: 10.0.0.1, port: 1}]}]
                """.formatted("{name: grpc, port: 50050}, ".repeat(19_000));

        // When
        InvalidConfigException refusal = catchThrowableOfType(InvalidConfigException.class, () -> PARSER.parse(text));

        // Then
        assertThat(refusal.faults()).containsExactly("spec.listeners: 19000 items (expected: 1-16 items)");
    }

    @Test
    void ofVeryManyFaultsTheFirstAreNamedAndTheOthersCounted() {
        // Given
        String text = """
                apiVersion: fairlead.io/v1alpha1
                kind: GrpcLoadBalancer
                metadata: {name: echo}
                spec:
                  listeners: [{name: grpc, port: 50050}]
                  backends: [{name: echo, servers: [%s]}]
                """.formatted("{port: 0}, ".repeat(500));

        // When
        InvalidConfigException refusal = catchThrowableOfType(InvalidConfigException.class, () -> PARSER.parse(text));

        // Then
        assertThat(refusal.faults()).hasSize(101).last().isEqualTo("and 1400 more faults");
    }

    @ParameterizedTest
    @ValueSource(strings = {"!!int few", "!!float few", "!!binary '?'", "!!str [few]", "!!seq few", "!!map few"})
    void aValueThatDoesNotFitItsTagIsRefused(String value) {
        // When
        InvalidConfigException refusal =
                catchThrowableOfType(InvalidConfigException.class, () -> PARSER.parse("metadata: " + value));

        // Then
        assertThat(refusal.faults())
                .containsExactly("a value that is not of the type that its tag says (expected: YAML)");
    }

    @ParameterizedTest
    @MethodSource("invalidFiles")
    void invalidFileIsRefusedForEachOfItsFaults(Path file) throws IOException, InvalidConfigException {
        // Given
        String text = ConfigFile.read(file);

        // When
        var thrown = catchThrowableOfType(InvalidConfigException.class, () -> PARSER.parse(text));

        // Then
        assertThat(thrown).as("It is taken for valid").isNotNull();
        assertThat(thrown.faults()).containsExactlyElementsOf(Files.readAllLines(expectation(file)));
    }

    @Test
    void inAClusterABackendMayNameAService() throws InvalidConfigException {
        // Given
        String text = ConfigFile.read(FOLDER.resolve("invalid-service-needs-a-cluster.yaml"));

        // When
        GrpcLoadBalancer loadBalancer = ConfigParser.ofFile(true).parse(text);

        // Then
        assertThat(loadBalancer.getSpec().backends())
                .extracting(Backend::service)
                .containsExactly(new ServiceReference("echo", new IntOrString(50051)));
    }

    @Test
    void inAClusterAnOverrideMayNameAPod() throws InvalidConfigException {
        // Given
        String text = ConfigFile.read(FOLDER.resolve("invalid-service-needs-a-cluster.yaml"));

        // When
        GrpcLoadBalancer loadBalancer = ConfigParser.ofFile(true).parse(text);

        // Then
        assertThat(loadBalancer.getSpec().backends().getFirst().overridesOrNone())
                .containsExactly(new EndpointOverride(null, "echo-0", null, 0, AdministrativeState.Drain));
    }

    @Test
    void inAConfigMapAddressesAndOverridesAreCheckedAsInAFile() throws InvalidConfigException {
        // Given
        String text = ConfigFile.read(FOLDER.resolve("invalid-override-of-no-server.yaml"))
                .replace("{name: echo}", "{name: echo, uid: a, generation: 1}")
                .replace("address: 10.0.0.3, weight", "address: '1:2', weight");

        // When
        var thrown = catchThrowableOfType(
                InvalidConfigException.class,
                () -> ConfigParser.ofConfigMap(8404).parse(text));

        // Then
        assertThat(thrown.faults())
                .containsExactly(
                        "spec.backends[0].overrides[2].address: 1:2 (expected: an IPv4 or IPv6 address)",
                        "spec.backends[0].overrides[1].server: srv3 (expected: the name of a server of the backend)",
                        "spec.backends[1].overrides[1].server: srv1 (expected: the name of a server of the backend)");
    }

    @Test
    void aConfigMapHasToSayWhichUidAndGenerationItIs() throws InvalidConfigException {
        // Given
        String text = ConfigFile.read(FOLDER.resolve("valid-minimal.yaml"));

        // When
        var thrown = catchThrowableOfType(
                InvalidConfigException.class,
                () -> ConfigParser.ofConfigMap(8404).parse(text));

        // Then
        assertThat(thrown.faults())
                .containsExactly(
                        "metadata.uid: missing (expected: the uid of the GrpcLoadBalancer)",
                        "metadata.generation: missing (expected: the generation of the GrpcLoadBalancer)");
    }

    @Test
    void theAddressesOfListenersInAConfigMapAreIgnored() throws InvalidConfigException {
        // Given
        String text = ConfigFile.read(FOLDER.resolve("invalid-addresses.yaml"))
                .replace("{name: echo}", "{name: echo, uid: a, generation: 1}");

        // When
        GrpcLoadBalancer loadBalancer = ConfigParser.ofConfigMap(8404).parse(text);

        // Then
        assertThat(loadBalancer.getSpec().listeners())
                .extracting(Listener::address)
                .containsOnlyNulls();
    }

    @Test
    void noListenerInAConfigMapMayHaveTheAdminPort() throws InvalidConfigException {
        // Given
        String text = ConfigFile.read(FOLDER.resolve("valid-everything.yaml"));

        // When
        var thrown = catchThrowableOfType(
                InvalidConfigException.class,
                () -> ConfigParser.ofConfigMap(50_060).parse(text));

        // Then
        assertThat(thrown.faults())
                .containsExactly("spec.listeners[1].port: 50060 (expected: another port than the proxy's admin port)");
    }

    @Test
    void theAdminPortOfAProxyIsNoneThatAFileCouldNotHave() throws InvalidConfigException {
        // Given
        String text = ConfigFile.read(FOLDER.resolve("valid-everything.yaml")).replace("port: 50060", "port: 8404");

        // When
        GrpcLoadBalancer loadBalancer = PARSER.parse(text);

        // Then
        assertThat(loadBalancer.getSpec().listeners().get(1).port()).isEqualTo(8404);
    }

    @Test
    void noFileIsUnused() throws IOException {
        // Given
        List<Path> used = Stream.concat(
                        Stream.concat(invalidFiles(), invalidFiles().map(ConfigParserTest::expectation)),
                        files(FOLDER, "valid-.*\\.yaml"))
                .toList();

        // When
        List<Path> present = files(FOLDER, ".*").toList();

        // Then
        assertThat(used).containsExactlyInAnyOrderElementsOf(present);
    }

    @Test
    void eachFieldIsRead() throws InvalidConfigException {
        // Given
        String text = ConfigFile.read(FOLDER.resolve("valid-everything.yaml"));

        // When
        GrpcLoadBalancer loadBalancer = PARSER.parse(text);

        // Then
        assertThat(loadBalancer.getMetadata().getUid()).isEqualTo("0b5c0f5e-7a0f-4d52-9a53-5a5f6c1d7e11");
        assertThat(loadBalancer.getMetadata().getGeneration()).isEqualTo(3);
        assertThat(loadBalancer.getSpec())
                .isEqualTo(GrpcLoadBalancerSpecBuilder.builder()
                        .maxConnections(20_000)
                        .listeners(List.of(everyFieldOfAListener(), plainListener()))
                        .backends(List.of(everyFieldOfABackend(), otherBackend()))
                        .accessLog(new AccessLog(true, true))
                        .drain(DrainBuilder.builder()
                                .delay(Duration.ZERO)
                                .timeout(Duration.ofSeconds(30))
                                .closeSpread(Duration.ofSeconds(10))
                                .build())
                        .build());
    }

    private static Listener everyFieldOfAListener() {
        return ListenerBuilder.builder()
                .name("grpc")
                .address("::1")
                .port(50050)
                .mode(ListenerMode.TCP)
                .backend("echo")
                .maxConnections(4096)
                .backlog(512)
                .deferAccept(true)
                .proxyProtocol(new AcceptProxy(List.of("10.0.0.0/8", "2001:db8::/32"), Duration.ofSeconds(1)))
                .tcp(new TcpOptions(
                        false,
                        new TcpKeepAlive(Duration.ofMinutes(1), Duration.ofSeconds(10), 3),
                        Duration.ofSeconds(30)))
                .access(new AccessRules(List.of("10.0.0.0/8", "::1"), List.of("10.1.2.3")))
                .sourceLimits(new SourceLimits(10, new ConnectionRate(20, Duration.ofSeconds(5)), 1000))
                .lifetime(new ConnectionLifetime(Duration.ofHours(1), Duration.ofSeconds(5), Duration.ofMinutes(10), 0))
                .timeouts(new ListenerTimeouts(Duration.ofSeconds(90), Duration.ofSeconds(3)))
                .build();
    }

    private static Listener plainListener() {
        return ListenerBuilder.builder()
                .name("plain")
                .port(50060)
                .backend("other")
                .build();
    }

    private static Backend everyFieldOfABackend() {
        return BackendBuilder.builder()
                .name("echo")
                .servers(List.of(
                        new Server("srv1", "10.0.0.1", 50051, 256, null, 100),
                        new Server("srv2", "echo.example.com", 50051, null, true, null)))
                .balance(new Balance(Algorithm.Random, 3, null, Duration.ofSeconds(20), true))
                .stickTable(new StickTable(StickKey.Source, 5000, Duration.ofMinutes(30)))
                .healthCheck(everyFieldOfAHealthCheck())
                .overrides(List.of(
                        new EndpointOverride("srv1", null, null, 0, null),
                        new EndpointOverride(null, null, "10.0.0.9", null, AdministrativeState.Maintenance)))
                .maxConnections(3000)
                .maxConnectionsPerServer(200)
                .maxQueue(50)
                .retries(0)
                .redispatch(true)
                .redispatchInterval(-2)
                .retryPause(Duration.ZERO)
                .sourceAddress("10.0.0.2")
                .tcp(new TcpOptions(null, new TcpKeepAlive(null, null, null), Duration.ofMinutes(1)))
                .proxyProtocol(new SendProxy(
                        ProxyProtocolVersion.V2, List.of(ProxyProtocolTlv.Authority, ProxyProtocolTlv.UniqueId)))
                .timeouts(new BackendTimeouts(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(6),
                        Duration.ofHours(1),
                        Duration.ofSeconds(7),
                        Duration.ofHours(2)))
                .build();
    }

    private static HealthCheck everyFieldOfAHealthCheck() {
        return HealthCheckBuilder.builder()
                .type(HealthCheckType.TCP)
                .tcp(new TcpHealthCheck(8080))
                .interval(Duration.ofSeconds(2))
                .fastInterval(Duration.ofMillis(200))
                .downInterval(Duration.ofSeconds(5))
                .spread(50)
                .timeout(Duration.ofMillis(500))
                .rise(1)
                .fall(1000)
                .sendProxy(true)
                .observe(new Observation(ObservedLayer.Layer4, 5, OnError.SuddenDeath))
                .onMarkedDown(OnMarkedDown.ShutdownSessions)
                .onMarkedUp(OnMarkedUp.ShutdownBackupSessions)
                .build();
    }

    private static Backend otherBackend() {
        return BackendBuilder.builder()
                .name("other")
                .servers(List.of(new Server("srv1", "2001:db8::1", 65535, null, null, null)))
                .balance(new Balance(
                        Algorithm.Source, null, new HashSettings(HashType.Consistent, 150, null), null, null))
                .healthCheck(HealthCheckBuilder.builder()
                        .type(HealthCheckType.GRPC)
                        .grpc(new GrpcHealthCheck(9090, "shop.v1.Orders", "orders:443"))
                        .build())
                .redispatch(false)
                .build();
    }

    private static Path expectation(Path file) {
        return file.resolveSibling(file.getFileName().toString().replace(".yaml", ".txt"));
    }
}
