package io.fairlead.bench.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Notices when a process becomes another program: by exec, which what starts a program for the user ends with. */
final class Program {

    private final Path executable;
    private @Nullable Path last;
    private long since;

    /** {@code now}: see {@link System#nanoTime()}. */
    Program(long pid, long now) {
        this.executable = Path.of("/proc", Long.toString(pid), "exe");
        this.since = now;
    }

    /** Looks at it. */
    void look(long now) {
        try {
            Path seen = Files.readSymbolicLink(executable);
            if (!seen.equals(last)) {
                last = seen;
                since = now;
            }
        } catch (IOException e) {
            // It has ended, which others notice.
        }
    }

    /** Returns when it was first seen as the program that it is. */
    long since() {
        return since;
    }
}
