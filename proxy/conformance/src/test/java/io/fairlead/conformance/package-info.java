/** gRPC's own suites, and the servers that they call. */
@NullMarked
package io.fairlead.conformance;

import org.jspecify.annotations.NullMarked;
