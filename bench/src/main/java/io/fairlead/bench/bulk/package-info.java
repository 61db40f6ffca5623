/** Bytes over plain TCP, as many as there is room for, both ways at the same time: no public tool at hand does that. */
@NullMarked
package io.fairlead.bench.bulk;

import org.jspecify.annotations.NullMarked;
