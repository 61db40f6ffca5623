package io.fairlead.convert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The configurations that tests convert. */
final class Samples {

    static final Path FOLDER = Path.of("src/test/resources/convert");

    /** The environment that they are converted in. */
    static final Map<String, String> ENVIRONMENT =
            Map.of("GRPC_PORT", "50051", "LISTEN_ADDRESS", "127.0.0.1", "NODE", "10.20.30.40");

    private Samples() {}

    static Stream<Path> all() throws IOException {
        return files(".cfg");
    }

    static Stream<Path> results() throws IOException {
        return files(".yaml");
    }

    private static Stream<Path> files(String extension) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(extension)).sorted().toList().stream();
        }
    }

    static String name(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.lastIndexOf('.'));
    }

    static Path beside(Path file, String extension) {
        return file.resolveSibling(name(file) + extension);
    }

    /** Returns the documents of a YAML stream. */
    static List<String> documents(String yaml) {
        return List.of(yaml.split("(?m)^---\n"));
    }
}
