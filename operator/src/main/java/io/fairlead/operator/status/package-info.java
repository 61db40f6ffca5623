/** What the operator says of a load balancer: conditions, the summary of reports, events. All of it is pure functions. */
@NullMarked
package io.fairlead.operator.status;

import org.jspecify.annotations.NullMarked;
