package io.fairlead.proxy.snapshot;

import io.fairlead.proxy.config.ConfigVersion;
import org.jspecify.annotations.Nullable;

/**
 * Why a configuration does not run.
 *
 * @param version which one; {@code null} where it does not say, or cannot be read
 * @param reason field, value and what was expected; where much is wrong, one after the other
 */
public record Refusal(@Nullable ConfigVersion version, String reason) {}
