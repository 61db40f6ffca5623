/** gRPC clients and servers, of grpc-java's, that do what a test says and tell what they saw. */
@NullMarked
package io.fairlead.proxy.testing.rpc;

import org.jspecify.annotations.NullMarked;
