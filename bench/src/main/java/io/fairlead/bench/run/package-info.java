/** A run of all works: who is whose turn, what is kept of each round, and what is told meanwhile. */
@NullMarked
package io.fairlead.bench.run;

import org.jspecify.annotations.NullMarked;
