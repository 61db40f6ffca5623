@NullMarked
package io.fairlead.demo.screen;

import org.jspecify.annotations.NullMarked;
