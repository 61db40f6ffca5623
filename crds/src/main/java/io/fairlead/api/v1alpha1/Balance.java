package io.fairlead.api.v1alpha1;

import io.fabric8.generator.annotation.Required;

/**
 * How a backend's connections are spread over its servers.
 *
 * @param algorithm how a server is picked for a connection, among those that are up
 */
public record Balance(@Required @Haproxy("balance") Algorithm algorithm) {}
