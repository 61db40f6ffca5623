/** A cluster on this machine: an API server, embedded or real, and around it all that makes pods of Deployments run and be called. */
@NullMarked
package io.fairlead.demo.cluster;

import org.jspecify.annotations.NullMarked;
