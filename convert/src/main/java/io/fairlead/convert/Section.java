package io.fairlead.convert;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A section of the configuration.
 *
 * @param name empty where it has none
 * @param from the defaults section that it names; {@code null} where it names none
 * @param header the line that begins it
 */
record Section(SectionKind kind, String name, @Nullable Word from, Directive header, List<Directive> directives) {

    /** Whether {@code directive} stands in it, and is not inherited. */
    boolean owns(Directive directive) {
        return !directives.isEmpty()
                && directive.line() >= directives.getFirst().line()
                && directive.line() <= directives.getLast().line();
    }
}
