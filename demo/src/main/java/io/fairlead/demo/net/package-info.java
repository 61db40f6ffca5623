/** What reaches a Service's address gets to one of its pods: what kube-proxy does, by relaying in this process. */
@NullMarked
package io.fairlead.demo.net;

import org.jspecify.annotations.NullMarked;
