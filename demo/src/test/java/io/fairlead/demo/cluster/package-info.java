/** All of it on a real API server: the operator installed as people install it, its pods and those of the samples run by the node agent. */
@NullMarked
package io.fairlead.demo.cluster;

import org.jspecify.annotations.NullMarked;
