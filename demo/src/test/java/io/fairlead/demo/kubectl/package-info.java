/** The embedded API server as kubectl's users find it: real kubectl processes. They are skipped where this machine has none. */
@NullMarked
package io.fairlead.demo.kubectl;

import org.jspecify.annotations.NullMarked;
