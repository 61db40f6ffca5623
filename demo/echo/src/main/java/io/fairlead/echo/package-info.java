/** A small gRPC application to balance: a server that says its name, and a client that asks for it. */
@NullMarked
package io.fairlead.echo;

import org.jspecify.annotations.NullMarked;
