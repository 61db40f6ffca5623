/** The relay of TCP connections. */
@NullMarked
package io.fairlead.proxy.tcp;

import org.jspecify.annotations.NullMarked;
