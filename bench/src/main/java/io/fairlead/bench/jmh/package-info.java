/** What the classes on a connection's path cost, by JMH. */
@NullMarked
package io.fairlead.bench.jmh;

import org.jspecify.annotations.NullMarked;
