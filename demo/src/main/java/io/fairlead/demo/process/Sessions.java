package io.fairlead.demo.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Keeps processes from what a terminal sends to all that was started in it, such as its Ctrl-C. */
public final class Sessions {

    private static final Optional<Path> SETSID = Stream.of(
                    System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .map(folder -> Path.of(folder, "setsid"))
            .filter(Files::isExecutable)
            .findFirst();

    private Sessions() {}

    /** Returns what runs {@code command}, as the same process, in a session of its own; the command itself on a machine that cannot. */
    public static List<String> own(List<String> command) {
        return SETSID.map(setsid -> Stream.concat(Stream.of(setsid.toString()), command.stream())
                        .toList())
                .orElse(command);
    }
}
