/** What is compared: the proxy, its peers, each configured as its experts would, and no proxy at all. */
@NullMarked
package io.fairlead.bench.contestant;

import org.jspecify.annotations.NullMarked;
