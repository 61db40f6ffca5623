package io.fairlead.demo.api.discovery;

import java.util.List;

/**
 * What is served below an object's own path, such as {@code status}.
 *
 * @param group of the kind that is sent and answered; empty: core
 */
public record Subresource(String name, String group, String version, String kind, List<String> verbs) {}
