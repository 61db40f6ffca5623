package io.fairlead.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fairlead.api.v1alpha1.AccessLog;
import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.HealthCheckType;
import io.fairlead.api.v1alpha1.Listener;
import io.fairlead.api.v1alpha1.ListenerMode;
import io.fairlead.api.v1alpha1.Server;
import io.fairlead.api.v1alpha1.ServiceReference;
import io.fairlead.api.v1alpha1.TcpHealthCheck;
import io.fairlead.api.v1alpha1.builder.BackendBuilder;
import io.fairlead.api.v1alpha1.builder.BackendTimeoutsBuilder;
import io.fairlead.api.v1alpha1.builder.BalanceBuilder;
import io.fairlead.api.v1alpha1.builder.DrainBuilder;
import io.fairlead.api.v1alpha1.builder.GrpcLoadBalancerSpecBuilder;
import io.fairlead.api.v1alpha1.builder.HealthCheckBuilder;
import io.fairlead.api.v1alpha1.builder.ListenerBuilder;
import io.fairlead.api.v1alpha1.builder.ListenerTimeoutsBuilder;
import io.fairlead.api.v1alpha1.builder.ServerBuilder;
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
        return Stream.of("a: [" + "a,".repeat(500_000) + "a]", "[".repeat(1_000_000), aliases.toString());
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
        Listener grpc = ListenerBuilder.builder()
                .name("grpc")
                .address("::1")
                .port(50050)
                .mode(ListenerMode.TCP)
                .backend("echo")
                .maxConnections(4096)
                .timeouts(ListenerTimeoutsBuilder.builder()
                        .client(Duration.ofSeconds(90))
                        .build())
                .build();
        Listener plain = ListenerBuilder.builder()
                .name("plain")
                .port(50060)
                .backend("other")
                .build();
        Backend echo = BackendBuilder.builder()
                .name("echo")
                .servers(List.of(server("srv1", "10.0.0.1", 50051), server("srv2", "echo.example.com", 50051)))
                .balance(BalanceBuilder.builder()
                        .algorithm(Algorithm.LeastConnections)
                        .build())
                .healthCheck(HealthCheckBuilder.builder()
                        .type(HealthCheckType.TCP)
                        .tcp(new TcpHealthCheck(8080))
                        .interval(Duration.ofSeconds(2))
                        .timeout(Duration.ofMillis(500))
                        .rise(1)
                        .fall(1000)
                        .build())
                .retries(0)
                .redispatch(false)
                .timeouts(BackendTimeoutsBuilder.builder()
                        .connect(Duration.ofSeconds(5))
                        .server(Duration.ofHours(1))
                        .build())
                .build();
        Backend other = BackendBuilder.builder()
                .name("other")
                .servers(List.of(server("srv1", "2001:db8::1", 65535)))
                .balance(BalanceBuilder.builder().algorithm(Algorithm.Source).build())
                .healthCheck(
                        HealthCheckBuilder.builder().type(HealthCheckType.None).build())
                .build();
        assertThat(loadBalancer.getSpec())
                .isEqualTo(GrpcLoadBalancerSpecBuilder.builder()
                        .listeners(List.of(grpc, plain))
                        .backends(List.of(echo, other))
                        .accessLog(new AccessLog(true, true))
                        .drain(DrainBuilder.builder()
                                .delay(Duration.ZERO)
                                .timeout(Duration.ofSeconds(30))
                                .build())
                        .build());
    }

    private static Server server(String name, String address, int port) {
        return ServerBuilder.builder().name(name).address(address).port(port).build();
    }

    private static Path expectation(Path file) {
        return file.resolveSibling(file.getFileName().toString().replace(".yaml", ".txt"));
    }
}
