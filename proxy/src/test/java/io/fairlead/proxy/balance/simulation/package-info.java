/** Runs each algorithm against scripted servers on a clock of its own. */
@NullMarked
package io.fairlead.proxy.balance.simulation;

import org.jspecify.annotations.NullMarked;
