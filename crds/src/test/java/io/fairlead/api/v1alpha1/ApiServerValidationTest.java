package io.fairlead.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Asks a real API server what it makes of the files. To write its answers anew: {@code -Dvalidation.update=true}. */
@EnabledIfEnvironmentVariable(named = ApiServer.KUBECONFIG, matches = ".+")
class ApiServerValidationTest {

    private static final String ASK = "dryRun=All&fieldValidation=Strict&fieldManager=test";

    /** A file that is not YAML has them, too. */
    private static final Pattern HEAD = Pattern.compile("kind: (?<kind>\\w+)\nmetadata: \\{name: (?<name>[^}]+)}");

    private static ApiServer server;

    @BeforeAll
    static void connect() throws IOException {
        server = ApiServer.connect();
        create("grpcloadbalancers", ValidationFiles.SPEC.file("valid-minimal.yaml"), "has-status");
        create("proxyreports", ValidationFiles.PROXY_REPORT.file("valid-empty.yaml"), "has-status");
    }

    /** A status can only be written where the object is. */
    private static void create(String plural, Path file, String name) throws IOException {
        String text = HEAD.matcher(Files.readString(file))
                .replaceFirst("kind: ${kind}\nmetadata: {name: %s}".formatted(name));
        assertThat(server.create(server.path(plural), text).faults()).isEmpty();
    }

    @AfterAll
    static void disconnect() {
        server.close();
    }

    static Stream<Path> validFiles() {
        return ValidationFiles.all().flatMap(files -> files.valid().stream());
    }

    static Stream<Path> invalidFiles() {
        return ValidationFiles.all().flatMap(files -> files.invalid().stream());
    }

    @ParameterizedTest
    @MethodSource("validFiles")
    void aValidFileIsWritten(Path file) throws IOException {
        // When
        Answer answer = write(file);

        // Then
        assertThat(answer.faults()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("validFiles")
    void aValidFileIsApplied(Path file) throws IOException {
        // When
        Answer answer = apply(file);

        // Then
        assertThat(answer.faults()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("invalidFiles")
    void anInvalidFileIsNotWrittenAndTheAnswerSaysWhy(Path file) throws IOException {
        // When
        Answer answer = write(file);

        // Then
        assertThat(answer.isAccepted()).isFalse();
        expect(answer, ValidationFiles.answer(file));
    }

    @ParameterizedTest
    @MethodSource("invalidFiles")
    void anInvalidFileIsNotAppliedAndTheAnswerSaysWhy(Path file) throws IOException {
        // When
        Answer answer = apply(file);

        // Then
        assertThat(answer.isAccepted()).isFalse();
        Path own = ValidationFiles.applyAnswer(file);
        if (Boolean.getBoolean("validation.update")
                && !answer.faults().equals(write(file).faults())) {
            Files.write(own, answer.faults());
        }
        expect(answer, Files.exists(own) ? own : ValidationFiles.answer(file));
    }

    private static void expect(Answer answer, Path expected) throws IOException {
        if (Boolean.getBoolean("validation.update")) {
            Files.write(expected, answer.faults());
        }
        assertThat(answer.faults()).containsExactlyElementsOf(Files.readAllLines(expected));
    }

    /** As a user writes a spec with {@code kubectl create}, and a proxy its report. */
    private static Answer write(Path file) throws IOException {
        String text = Files.readString(file);
        return isSpec(file)
                ? server.create(server.path("grpcloadbalancers") + "?" + ASK, text)
                : server.merge(place(file, text), text);
    }

    /** As a user writes a spec with {@code kubectl apply --server-side}, and the operator the status. */
    private static Answer apply(Path file) throws IOException {
        String text = Files.readString(file);
        return server.apply(place(file, text) + "&force=true", text);
    }

    private static String place(Path file, String text) {
        Matcher head = HEAD.matcher(text);
        assertThat(head.find()).isTrue();
        return server.path(head.group("kind").toLowerCase(Locale.ROOT) + "s") + "/" + head.group("name")
                + (isSpec(file) ? "?" : "/status?") + ASK;
    }

    private static boolean isSpec(Path file) {
        return file.startsWith(ValidationFiles.SPEC.folder());
    }
}
