/** A node whose pods are processes of this machine, each on an address of its own: what a kubelet does for pods of Deployments. */
@NullMarked
package io.fairlead.demo.node;

import org.jspecify.annotations.NullMarked;
