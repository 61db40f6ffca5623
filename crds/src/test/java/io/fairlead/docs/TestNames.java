package io.fairlead.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tests of all modules, by the names that pages call them: {@code ClassTest}, or {@code ClassTest.method}. */
final class TestNames {

    private static final Pattern NAME = Pattern.compile("`([A-Z]\\w*Test)(?:\\.(\\w+))?`");

    /** By their classes' names. */
    private final Map<String, Path> sources = new HashMap<>();

    private TestNames() {}

    static TestNames read() throws IOException {
        TestNames names = new TestNames();
        try (Stream<Path> modules = Files.list(Pages.ROOT)) {
            for (Path module : modules.toList()) {
                names.readFolder(module.resolve("src/test/java"));
            }
        }
        return names;
    }

    private void readFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(file -> file.toString().endsWith("Test.java"))
                        .forEach(file ->
                                sources.put(file.getFileName().toString().replace(".java", ""), file));
            }
        }
    }

    /** Returns the tests that {@code text} names. */
    static List<String> in(String text) {
        return NAME.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(span -> span.replace("`", ""))
                .toList();
    }

    /** Returns whether there is a test of that name. */
    boolean has(String name) throws IOException {
        String[] parts = name.split("\\.", 2);
        Path source = sources.get(parts[0]);
        return source != null && (parts.length == 1 || hasMethod(source, parts[1]));
    }

    /** Whether a method of that name follows a test's annotation, with no other method between. */
    private static boolean hasMethod(Path source, String name) throws IOException {
        return Pattern.compile("@\\w*Test\\b(?:(?!\\bvoid\\b)[\\s\\S])*\\bvoid " + name + "\\(")
                .matcher(Files.readString(source))
                .find();
    }
}
