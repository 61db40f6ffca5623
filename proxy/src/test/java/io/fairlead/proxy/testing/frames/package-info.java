/** HTTP/2 clients and servers that send any frames, right or wrong, and say frame by frame what came back. */
@NullMarked
package io.fairlead.proxy.testing.frames;

import org.jspecify.annotations.NullMarked;
