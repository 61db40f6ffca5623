/** The algorithms that pick an endpoint for a connection. */
@NullMarked
package io.fairlead.proxy.balance;

import org.jspecify.annotations.NullMarked;
