package io.fairlead.demo.cluster;

import io.fairlead.demo.node.Images;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What this build made, as images that a node can run. */
public final class BuiltImages {

    /** They start fast on a machine that starts many, and leave no file behind when they are killed: the working directory is the pod's. */
    private static final List<String> FLAGS =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Djava.io.tmpdir=.");

    private final Path root;

    private BuiltImages(Path root) {
        this.root = root;
    }

    /** Returns those of the build that this class is of. */
    public static BuiltImages ofThisBuild() {
        try {
            Path own = Path.of(BuiltImages.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return new BuiltImages(own.resolve("../../..").normalize());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the folder of the whole repository. */
    public Path root() {
        return root;
    }

    /**
     * Has {@code images} know all of them, or know them again.
     *
     * @throws IOException with one line for the user, where one is not built
     */
    public void pull(Images images) throws IOException {
        images.put("fairlead/echo", java("demo/echo", "-Xmx64m"));
        images.put("fairlead/proxy", java("proxy", "@" + root.resolve("proxy/src/main/jvm/proxy.options")));
        images.put("fairlead/operator", java("operator", "-Xmx128m"));
    }

    private List<String> java(String module, String... options) throws IOException {
        Path jar = root.resolve(
                "%s/target/fairlead-%s.jar".formatted(module, Path.of(module).getFileName()));
        if (!Files.isReadable(jar)) {
            throw new IOException("%s (expected: the jar of this build)".formatted(jar));
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(FLAGS);
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }
}
