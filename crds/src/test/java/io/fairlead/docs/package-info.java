/** Tests of the documentation. */
@NullMarked
package io.fairlead.docs;

import org.jspecify.annotations.NullMarked;
