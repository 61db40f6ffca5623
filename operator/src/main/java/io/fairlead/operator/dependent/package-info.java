/** What the operator makes of a load balancer: a class for each object that it owns, whose content is a pure function. */
@NullMarked
package io.fairlead.operator.dependent;

import org.jspecify.annotations.NullMarked;
