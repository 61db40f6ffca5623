/** What was measured, as data and for readers: medians, ranges, ratios in the same round, and the targets. */
@NullMarked
package io.fairlead.bench.report;

import org.jspecify.annotations.NullMarked;
