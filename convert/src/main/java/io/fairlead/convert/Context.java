package io.fairlead.convert;

import java.util.HashMap;
import java.util.Map;

/**
 * What the directives of all sections have in common.
 *
 * @param tables the stick tables, by the names of their sections
 */
record Context(Findings findings, Environment environment, Map<String, StickTableDraft> tables) {

    Context(Findings findings, Environment environment) {
        this(findings, environment, new HashMap<>());
    }
}
