/** A line for each connection, or each RPC, written off the event loops. */
@NullMarked
package io.fairlead.proxy.accesslog;

import org.jspecify.annotations.NullMarked;
