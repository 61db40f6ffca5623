/** A cluster in memory for tests. */
@NullMarked
package io.fairlead.operator.testing;

import org.jspecify.annotations.NullMarked;
