/** What is done to each contestant, and what is measured meanwhile. */
@NullMarked
package io.fairlead.bench.work;

import org.jspecify.annotations.NullMarked;
