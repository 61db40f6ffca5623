/**
 * The types of fairlead's custom resources. The CustomResourceDefinitions are generated from them, the operator and the proxy
 * read and write them, and a configuration file holds one.
 *
 * <p>A component that may be {@code null} was left out of the resource; its Javadoc says what that means.
 */
@NullMarked
package io.fairlead.api.v1alpha1;

import org.jspecify.annotations.NullMarked;
