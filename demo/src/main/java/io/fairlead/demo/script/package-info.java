/** What the demo does once its cluster is up: calls through the load balancer, what is seen meanwhile, and the steps of the script. */
@NullMarked
package io.fairlead.demo.script;

import org.jspecify.annotations.NullMarked;
