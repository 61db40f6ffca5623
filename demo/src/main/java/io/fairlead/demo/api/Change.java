package io.fairlead.demo.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What happened to an object. Nobody changes the objects in it.
 *
 * @param version the resource version from which on it is so
 * @param before {@code null}: it was created
 * @param after {@code null}: it was removed
 */
record Change(
        long version,
        ObjectKey key,
        @Nullable ObjectNode before,
        @Nullable ObjectNode after) {}
