/** What the demo needs of the machine that it runs on, and whether that is there. */
@NullMarked
package io.fairlead.demo.machine;

import org.jspecify.annotations.NullMarked;
