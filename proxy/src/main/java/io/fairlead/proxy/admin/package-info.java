/** The admin port: health, metrics and status. */
@NullMarked
package io.fairlead.proxy.admin;

import org.jspecify.annotations.NullMarked;
