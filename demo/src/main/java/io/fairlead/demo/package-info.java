/** The command {@code fairlead demo}: all of fairlead on one machine. */
@NullMarked
package io.fairlead.demo;

import org.jspecify.annotations.NullMarked;
