/** What tests of the node and of its network share. */
@NullMarked
package io.fairlead.demo.testing;

import org.jspecify.annotations.NullMarked;
