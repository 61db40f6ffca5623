/** The PROXY protocol, from clients and to servers. */
@NullMarked
package io.fairlead.proxy.proxyprotocol;

import org.jspecify.annotations.NullMarked;
