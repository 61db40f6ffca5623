package io.fairlead.bench.report;

import java.util.Map;

/**
 * What was measured on.
 *
 * @param cpu its model
 * @param cpus how many
 * @param memoryBytes of RAM
 * @param kernel its release
 * @param jdk what ran the proxy
 * @param tools the versions of peers and tools, by their name
 */
public record Machine(String cpu, int cpus, long memoryBytes, String kernel, String jdk, Map<String, String> tools) {}
