package io.fairlead.operator;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;

/**
 * How the operator reads what the API server gives. Fields and words that a newer CRD has are no faults, since one resource that has them must not keep
 * the operator from all others; in the spec of a load balancer they are kept.
 */
public final class ClusterSerialization {

    private ClusterSerialization() {}

    /** Returns it for a client that an operator is to work with. */
    public static KubernetesSerialization create() {
        return new KubernetesSerialization(
                JsonMapper.builder()
                        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
                        .addMixIn(GrpcLoadBalancer.class, AsServed.class)
                        .build(),
                true);
    }

    @JsonDeserialize(as = ServedLoadBalancer.class)
    private interface AsServed {}
}
