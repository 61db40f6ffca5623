/** A Kubernetes API server in memory: what clients, operators and kubectl see of a real one, for one process's life. */
@NullMarked
package io.fairlead.demo.api;

import org.jspecify.annotations.NullMarked;
