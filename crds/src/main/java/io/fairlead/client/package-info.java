/** How fairlead's processes find the cluster that they work with. */
@NullMarked
package io.fairlead.client;

import org.jspecify.annotations.NullMarked;
