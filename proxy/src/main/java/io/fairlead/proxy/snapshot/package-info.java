/** What is known of the proxy at a moment, for those who tell of it. */
@NullMarked
package io.fairlead.proxy.snapshot;

import org.jspecify.annotations.NullMarked;
