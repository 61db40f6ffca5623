package io.fairlead.operator.dependent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.ManagedNames;
import io.javaoperatorsdk.operator.api.reconciler.Context;

/** Hands the load balancer itself to the proxies: what it is called, which one and which generation of it this is, and its spec. */
final class ConfigMapDependent extends OwnedDependent<ConfigMap> {

    /** Texts are quoted, since YAML takes many a name, such as {@code 1e3}, for something else. */
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .disable(YAMLGenerator.Feature.SPLIT_LINES)
                    .build())
            .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

    ConfigMapDependent(boolean serverSideApply) {
        super(ConfigMap.class, serverSideApply);
    }

    @Override
    protected ConfigMap desired(GrpcLoadBalancer resource, Context<GrpcLoadBalancer> context) {
        return desired(resource);
    }

    static ConfigMap desired(GrpcLoadBalancer resource) {
        return new ConfigMapBuilder()
                .withMetadata(OwnedMetadata.of(resource))
                .addToData(ManagedNames.CONFIG_KEY, yaml(resource))
                .build();
    }

    private static String yaml(GrpcLoadBalancer resource) {
        Document document = new Document(
                resource.getApiVersion(),
                resource.getKind(),
                new Metadata(
                        resource.getMetadata().getName(),
                        resource.getMetadata().getNamespace(),
                        resource.getMetadata().getUid(),
                        resource.getMetadata().getGeneration()),
                YAML.valueToTree(resource).path("spec"));
        try {
            return YAML.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Document(String apiVersion, String kind, Metadata metadata, JsonNode spec) {}

    private record Metadata(String name, String namespace, String uid, Long generation) {}
}
