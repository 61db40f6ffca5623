/** A line for each connection, written off the event loops. */
@NullMarked
package io.fairlead.proxy.accesslog;

import org.jspecify.annotations.NullMarked;
