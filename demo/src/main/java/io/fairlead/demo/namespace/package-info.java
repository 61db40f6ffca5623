/** A network of the demo's own, for a real API server: it wants addresses of pods and Services that few machines can bind. */
@NullMarked
package io.fairlead.demo.namespace;

import org.jspecify.annotations.NullMarked;
