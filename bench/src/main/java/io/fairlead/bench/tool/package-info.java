/** The public tools that make load and answer it: how they are run, and what they say. */
@NullMarked
package io.fairlead.bench.tool;

import org.jspecify.annotations.NullMarked;
