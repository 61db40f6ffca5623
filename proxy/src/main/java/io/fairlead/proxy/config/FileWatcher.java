package io.fairlead.proxy.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a file's content changed, however it was replaced: by writing to it, by a rename, or by the swap of a symbolic link
 * on its path. What it reads counts once two polls in a row have read the same, so that a half-written file is not taken.
 *
 * <p>Not thread-safe: its methods are called on one thread.
 */
public final class FileWatcher {

    private sealed interface Reading {}

    private record Content(String text) implements Reading {}

    private record Unreadable(String reason) implements Reading {}

    private final Path file;
    private final ConfigListener listener;
    private Reading current;
    private @Nullable Reading candidate;

    /**
     * Watches {@code file}, whose content was {@code text} when it was last read.
     */
    public FileWatcher(Path file, String text, ConfigListener listener) {
        this.file = file;
        this.current = new Content(text);
        this.listener = listener;
    }

    /** Looks at the file; tells the listener where it is not what it was, and was the same at the last poll. */
    public void poll() {
        Reading reading = read();
        if (reading.equals(current)) {
            candidate = null;
        } else if (reading.equals(candidate)) {
            accept(reading);
        } else {
            candidate = reading;
        }
    }

    /** Looks at the file and tells the listener what it reads, changed or not. */
    public void reload() {
        accept(read());
    }

    private void accept(Reading reading) {
        current = reading;
        candidate = null;
        switch (reading) {
            case Content content -> listener.changed(content.text());
            case Unreadable unreadable -> listener.lost(new InvalidConfigException(unreadable.reason()));
        }
    }

    private Reading read() {
        try {
            return new Content(ConfigFile.read(file));
        } catch (InvalidConfigException e) {
            return new Unreadable(String.join("; ", e.faults()));
        }
    }
}
