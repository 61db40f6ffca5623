/** How the demo shows itself: a live picture on a terminal, plain lines elsewhere. */
@NullMarked
package io.fairlead.demo.screen;

import org.jspecify.annotations.NullMarked;
