/** The operator's own configuration. */
@NullMarked
package io.fairlead.operator.config;

import org.jspecify.annotations.NullMarked;
