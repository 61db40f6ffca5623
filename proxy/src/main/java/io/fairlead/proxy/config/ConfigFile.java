package io.fairlead.proxy.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the text of a configuration file. */
public final class ConfigFile {

    private static final int MAX_BYTES = 1 << 20;
    private static final String EXPECTED = "a GrpcLoadBalancer in YAML";

    private ConfigFile() {}

    /** Throws {@link InvalidConfigException} where there is no such file, or it is larger than 1 MiB or not UTF-8. */
    public static String read(Path file) throws InvalidConfigException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(readBytes(file)))
                    .toString();
        } catch (NoSuchFileException e) {
            throw fault("no such file", EXPECTED);
        } catch (AccessDeniedException e) {
            throw fault("permission denied", "a file that may be read");
        } catch (CharacterCodingException e) {
            throw fault("not UTF-8", EXPECTED + ", in UTF-8");
        } catch (IOException e) {
            throw fault("cannot be read: " + e.getMessage(), EXPECTED);
        }
    }

    private static byte[] readBytes(Path file) throws IOException, InvalidConfigException {
        if (Files.isDirectory(file)) {
            throw fault("is a directory", EXPECTED);
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw fault("larger than 1 MiB", EXPECTED + ", at most 1 MiB");
            }
            return bytes;
        }
    }

    private static InvalidConfigException fault(String found, String expected) {
        return new InvalidConfigException(FieldPath.ROOT.fault(found, expected));
    }
}
