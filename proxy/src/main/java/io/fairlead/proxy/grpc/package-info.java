/** The HTTP/2 proxy of mode GRPC: each RPC has a server of its own. */
@NullMarked
package io.fairlead.proxy.grpc;

import org.jspecify.annotations.NullMarked;
