/** What tests of the cluster and of its parts share. */
@NullMarked
package io.fairlead.demo.testing;

import org.jspecify.annotations.NullMarked;
