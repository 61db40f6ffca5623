/** Probes, and the rise and fall that follow from their results. */
@NullMarked
package io.fairlead.proxy.health;

import org.jspecify.annotations.NullMarked;
