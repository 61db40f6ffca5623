/** The Kubernetes API: how it is asked, and followed through failures. */
@NullMarked
package io.fairlead.proxy.kubernetes;

import org.jspecify.annotations.NullMarked;
