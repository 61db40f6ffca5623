/** Event loops, and the sockets that listen. */
@NullMarked
package io.fairlead.proxy.transport;

import org.jspecify.annotations.NullMarked;
