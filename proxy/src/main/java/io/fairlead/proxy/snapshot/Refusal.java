package io.fairlead.proxy.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * Why a configuration does not run.
 *
 * @param generation its generation; {@code null} where it has none, or it cannot be read
 * @param reason field, value and what was expected; where much is wrong, one after the other
 */
public record Refusal(@Nullable Long generation, String reason) {}
