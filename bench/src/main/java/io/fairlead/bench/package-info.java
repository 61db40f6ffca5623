/** The command {@code fairlead bench}, which is {@code bench/run}: the proxy beside its peers, on the same work. */
@NullMarked
package io.fairlead.bench;

import org.jspecify.annotations.NullMarked;
