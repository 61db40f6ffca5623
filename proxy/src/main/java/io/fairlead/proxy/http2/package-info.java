/** HTTP/2 on the wire: frames and header blocks, without the state of streams. */
@NullMarked
package io.fairlead.proxy.http2;

import org.jspecify.annotations.NullMarked;
