/** Objects as the tables that kubectl prints. */
@NullMarked
package io.fairlead.demo.api.table;

import org.jspecify.annotations.NullMarked;
