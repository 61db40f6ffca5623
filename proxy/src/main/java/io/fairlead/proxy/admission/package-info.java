/** Which clients are let in: by their addresses, by how many connections they have, and by how fast they open them. */
@NullMarked
package io.fairlead.proxy.admission;

import org.jspecify.annotations.NullMarked;
