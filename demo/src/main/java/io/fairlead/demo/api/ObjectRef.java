package io.fairlead.demo.api;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An object as messages name it.
 *
 * @param group empty for the core group
 * @param plural the resource, such as {@code pods}
 */
record ObjectRef(String group, String plural, String name) {

    /** Returns {@code deployments.apps "echo"}. */
    String quoted() {
        return "%s%s \"%s\"".formatted(plural, group.isEmpty() ? "" : "." + group, name);
    }

    /** Returns the details of a Status. */
    ObjectNode details() {
        ObjectNode details = Json.object().put("name", name);
        if (!group.isEmpty()) {
            details.put("group", group);
        }
        return details.put("kind", plural);
    }
}
