/** How long a proxy takes to be of use after its start, and what that costs. */
@NullMarked
package io.fairlead.bench.start;

import org.jspecify.annotations.NullMarked;
