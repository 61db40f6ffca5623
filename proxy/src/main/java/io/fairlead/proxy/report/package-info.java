/** What the proxy tells of itself through the Kubernetes API. */
@NullMarked
package io.fairlead.proxy.report;

import org.jspecify.annotations.NullMarked;
