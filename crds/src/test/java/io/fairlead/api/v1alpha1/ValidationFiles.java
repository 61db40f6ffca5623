package io.fairlead.api.v1alpha1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Resources that the API server accepts, {@code valid-*.yaml}, and that it does not, {@code invalid-*.yaml}. Beside each of the latter a
 * {@code .txt} says, a line a fault, what it answers; where its answer to a server-side apply is another one, that is in a
 * {@code .apply.txt}.
 *
 * @param folder whose files they are
 */
record ValidationFiles(Path folder) {

    private static final Path ROOT = Path.of("src/test/resources/validation");

    /** GrpcLoadBalancers as users write them. */
    static final ValidationFiles SPEC = new ValidationFiles(ROOT.resolve("spec"));

    /** The status of GrpcLoadBalancers. */
    static final ValidationFiles STATUS = new ValidationFiles(ROOT.resolve("status"));

    /** The status of ProxyReports. */
    static final ValidationFiles PROXY_REPORT = new ValidationFiles(ROOT.resolve("proxyreport"));

    static Stream<ValidationFiles> all() {
        return Stream.of(SPEC, STATUS, PROXY_REPORT);
    }

    List<Path> valid() {
        return files("valid-.*\\.yaml");
    }

    List<Path> invalid() {
        return files("invalid-.*\\.yaml");
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    List<Path> present() {
        return files(".*");
    }

    static Path answer(Path file) {
        return sibling(file, ".txt");
    }

    static Path applyAnswer(Path file) {
        return sibling(file, ".apply.txt");
    }

    private static Path sibling(Path file, String ending) {
        return file.resolveSibling(file.getFileName().toString().replace(".yaml", ending));
    }

    private List<Path> files(String name) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(name))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
