package io.fairlead.demo.node;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a node is.
 *
 * @param name its name in the cluster
 * @param podRange the addresses of pods, in CIDR notation; processes can bind each of them. The first is the node's own
 * @param folder where each pod has its files while it runs; deleted at the end
 * @param logs a folder that exists, for what each container says, in the file {@code NAMESPACE_POD_CONTAINER.log}; not deleted
 * @param backoff how long a container waits before it is started a third time; then twice as long each time, up to 5 min
 */
public record NodeSettings(String name, String podRange, Path folder, Path logs, Duration backoff) {}
