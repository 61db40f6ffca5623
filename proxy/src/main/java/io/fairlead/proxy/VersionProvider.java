package io.fairlead.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote down. */
final class VersionProvider implements IVersionProvider {

    @Override
    public String[] getVersion() throws IOException {
        try (InputStream in = Objects.requireNonNull(Main.class.getResourceAsStream("version.txt"))) {
            return new String[] {"fairlead " + new String(in.readAllBytes(), StandardCharsets.UTF_8).strip()};
        }
    }
}
