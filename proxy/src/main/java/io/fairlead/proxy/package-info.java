/** The data plane: the proxy, and the commands that run it. */
@NullMarked
package io.fairlead.proxy;

import org.jspecify.annotations.NullMarked;
