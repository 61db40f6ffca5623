/** Where the configuration comes from, and what is wrong with it. */
@NullMarked
package io.fairlead.proxy.config;

import org.jspecify.annotations.NullMarked;
