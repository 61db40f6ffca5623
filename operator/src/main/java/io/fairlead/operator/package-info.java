/** The control plane: one load balancer in, its workload and its status out. */
@NullMarked
package io.fairlead.operator;

import org.jspecify.annotations.NullMarked;
