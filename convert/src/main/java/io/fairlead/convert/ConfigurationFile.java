package io.fairlead.convert;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads HAProxy's configuration. */
final class ConfigurationFile {

    private static final int MAX_BYTES = 4 << 20;
    private static final String EXPECTED = "a configuration of HAProxy, of at most 4 MiB";

    private ConfigurationFile() {}

    /** Returns the text. HAProxy cares for no encoding: bytes that are no UTF-8, as in old comments, are read as marks. */
    static String read(Path file) throws UnreadableException {
        if (Files.isDirectory(file)) {
            throw new UnreadableException("is a directory", EXPECTED);
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new UnreadableException("larger than 4 MiB", EXPECTED);
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new UnreadableException("no such file", EXPECTED);
        } catch (AccessDeniedException e) {
            throw new UnreadableException("permission denied", "a file that may be read");
        } catch (IOException e) {
            throw new UnreadableException("cannot be read: " + e.getMessage(), EXPECTED);
        }
    }
}
