/** What connections take of a proxy's memory while nothing is sent. */
@NullMarked
package io.fairlead.bench.idle;

import org.jspecify.annotations.NullMarked;
