package io.fairlead.demo.node;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.http.HttpClient;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the pods of a node share.
 *
 * @param http for probes
 * @param configMaps finds one by namespace and name
 */
record NodeResources(
        NodeSettings settings,
        KubernetesClient client,
        Images images,
        PodAddresses addresses,
        HttpClient http,
        BiFunction<String, String, @Nullable ConfigMap> configMaps) {}
