/** What is told of each RPC of mode GRPC, and counted of them. */
@NullMarked
package io.fairlead.proxy.rpc;

import org.jspecify.annotations.NullMarked;
