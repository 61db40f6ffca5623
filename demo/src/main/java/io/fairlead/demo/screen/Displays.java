package io.fairlead.demo.screen;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp.Capability;

/** Finds out what standard output can show. */
final class Displays {

    private static final int LEAST_COLOURS = 8;

    private Displays() {}

    static Display open(PrintStream out, Map<String, String> environment) {
        String type = environment.getOrDefault("TERM", "");
        Glyphs glyphs = Glyphs.of(out.charset(), type);
        Optional<Terminal> terminal = type.isEmpty() || type.startsWith("dumb") ? Optional.empty() : terminal();
        return terminal.<Display>map(
                        found -> new LiveDisplay(found, out, new Look(colours(found, environment), glyphs)))
                .orElseGet(() -> new PlainDisplay(out, new Look(false, glyphs)));
    }

    /** Standard input and output, where both are a terminal. It is not asked anything, for not each one answers. */
    private static Optional<Terminal> terminal() {
        try {
            return Optional.of(TerminalBuilder.builder()
                    .system(true)
                    .systemOutput(TerminalBuilder.SystemOutput.SysOut)
                    .provider(TerminalBuilder.PROP_PROVIDER_FFM)
                    .dumb(false)
                    .nativeSignals(false)
                    .graphemeCluster(false)
                    .build());
        } catch (IOException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    /** As no-color.org has it. */
    private static boolean colours(Terminal terminal, Map<String, String> environment) {
        Integer colours = terminal.getNumericCapability(Capability.max_colors);
        return environment.getOrDefault("NO_COLOR", "").isEmpty() && colours != null && colours >= LEAST_COLOURS;
    }
}
