/** What tests of the proxy share: configurations, servers and clients on real sockets, and the check for leaked buffers. */
@NullMarked
package io.fairlead.proxy.testing;

import org.jspecify.annotations.NullMarked;
