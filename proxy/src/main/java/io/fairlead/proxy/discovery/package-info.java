/** Where endpoints come from: static servers and DNS names. */
@NullMarked
package io.fairlead.proxy.discovery;

import org.jspecify.annotations.NullMarked;
