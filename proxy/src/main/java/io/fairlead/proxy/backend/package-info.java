/** What is known of each backend, as snapshots that the event loops read without a lock. */
@NullMarked
package io.fairlead.proxy.backend;

import org.jspecify.annotations.NullMarked;
