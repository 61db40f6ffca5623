/** What kube-controller-manager and kube-scheduler do for the objects of a demo, over the API of any cluster that has neither. */
@NullMarked
package io.fairlead.demo.control;

import org.jspecify.annotations.NullMarked;
