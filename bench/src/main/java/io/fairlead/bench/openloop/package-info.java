/**
 * Calls that come when they are due, not when the last one was answered, as those of many clients do: latencies as they see them
 * (docs/decisions/0027).
 */
@NullMarked
package io.fairlead.bench.openloop;

import org.jspecify.annotations.NullMarked;
