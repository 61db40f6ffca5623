package io.fairlead.proxy.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDelegatingDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.StdConverter;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fairlead.api.v1alpha1.DurationFormat;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerSpec;
import java.time.Duration;

/**
 * Makes a load balancer of JSON that the schema has found right. It does not look at the annotations of the types: to have them read, the
 * JVM writes a class for each kind of them, which took a tenth of a proxy's start.
 */
final class ConfigBinder {

    private final ObjectMapper mapper = JsonMapper.builder()
            .disable(MapperFeature.USE_ANNOTATIONS)
            .addModule(new SimpleModule()
                    .addDeserializer(Duration.class, new DurationFormat.Deserializer())
                    .addDeserializer(IntOrString.class, new StdDelegatingDeserializer<>(new IntOrStringConverter())))
            .build();

    GrpcLoadBalancer bind(ObjectNode resource) throws JsonProcessingException {
        GrpcLoadBalancer loadBalancer = new GrpcLoadBalancer();
        loadBalancer.setMetadata(metadata(resource.path("metadata")));
        loadBalancer.setSpec(mapper.treeToValue(resource.get("spec"), GrpcLoadBalancerSpec.class));
        return loadBalancer;
    }

    /** What a proxy says of itself; the rest of it is other programs'. */
    private static ObjectMeta metadata(JsonNode json) {
        ObjectMeta metadata = new ObjectMeta();
        metadata.setName(json.path("name").textValue());
        metadata.setNamespace(json.path("namespace").textValue());
        metadata.setUid(json.path("uid").textValue());
        if (json.has("generation")) {
            metadata.setGeneration(json.get("generation").longValue());
        }
        return metadata;
    }

    private static final class IntOrStringConverter extends StdConverter<Object, IntOrString> {

        @Override
        public IntOrString convert(Object value) {
            return new IntOrString(value);
        }
    }
}
