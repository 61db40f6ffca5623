package io.fairlead.api.v1alpha1;

import io.fabric8.generator.annotation.Required;

/**
 * How a backend's connections are spread over its servers; HAProxy's {@code balance}.
 *
 * @param algorithm the algorithm
 */
public record Balance(@Required Algorithm algorithm) {}
