/** Where endpoints come from: static servers, DNS names and Kubernetes Services. */
@NullMarked
package io.fairlead.proxy.discovery;

import org.jspecify.annotations.NullMarked;
