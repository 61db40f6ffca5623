/** Networks of IP addresses. */
@NullMarked
package io.fairlead.proxy.net;

import org.jspecify.annotations.NullMarked;
