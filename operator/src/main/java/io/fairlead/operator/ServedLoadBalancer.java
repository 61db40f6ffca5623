package io.fairlead.operator;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerSpec;
import org.jspecify.annotations.Nullable;

/**
 * A load balancer whose spec is handed on as the API server gave it. What is not known here, of a CRD newer than the operator, reaches the proxies so,
 * who refuse it and say what it is; were it left out, the load balancer would be programmed, and not be what was asked for.
 */
@Group("fairlead.io")
@Version("v1alpha1")
@Kind("GrpcLoadBalancer")
@Plural("grpcloadbalancers")
@JsonDeserialize
final class ServedLoadBalancer extends GrpcLoadBalancer {

    private static final ObjectMapper KNOWN = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
            .defaultPropertyInclusion(JsonInclude.Value.ALL_NON_NULL)
            .build();

    private @Nullable JsonNode served;

    /** Returns what of the spec is known here. */
    @Override
    @JsonIgnore
    public GrpcLoadBalancerSpec getSpec() {
        return super.getSpec();
    }

    @Override
    @JsonIgnore
    public void setSpec(GrpcLoadBalancerSpec spec) {
        super.setSpec(spec);
        served = KNOWN.valueToTree(spec);
    }

    @JsonProperty("spec")
    @Nullable
    JsonNode served() {
        return served;
    }

    @JsonProperty("spec")
    void serve(JsonNode spec) throws JsonProcessingException {
        super.setSpec(KNOWN.treeToValue(spec, GrpcLoadBalancerSpec.class));
        served = spec;
    }
}
