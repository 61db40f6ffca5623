package io.fairlead.api.v1alpha1;

import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the Service in front of the proxies is reached.
 *
 * @param type who reaches it; omitted: {@link Type#ClusterIP}
 * @param externalTrafficPolicy which pods connections from outside of the cluster go to, for types other than ClusterIP; omitted:
 *     {@link TrafficPolicy#Cluster}
 * @param annotations the Service's annotations, such as a cloud's load balancer reads, each value of at most 4096 characters; omitted: none
 */
@Haproxy(Haproxy.NONE)
@ValidationRule(
        value = "!has(self.externalTrafficPolicy) || has(self.type) && self.type != 'ClusterIP'",
        fieldPath = ".externalTrafficPolicy",
        message = "expected: only with type NodePort or LoadBalancer",
        messageExpression = "'set with type ' + (has(self.type) ? self.type : 'ClusterIP')"
                + " + ' (expected: only with type NodePort or LoadBalancer)'")
public record ProxyService(
        @Nullable Type type,
        @Nullable TrafficPolicy externalTrafficPolicy,
        @Nullable @Size(max = 64) Map<String, @Size(max = 4096) String> annotations) {

    static final ProxyService DEFAULT = new ProxyService(null, null, null);

    /** Who reaches a Service. */
    @Haproxy(Haproxy.NONE)
    public enum Type {
        /** Pods of the cluster. */
        ClusterIP,
        /** Also who reaches a node, at a port that Kubernetes picks. */
        NodePort,
        /** Also the cloud's load balancer. */
        LoadBalancer
    }

    /** Which pods connections from outside go to. */
    @Haproxy(Haproxy.NONE)
    public enum TrafficPolicy {
        /** Any; the client's address is lost. */
        Cluster,
        /** Those on the node that the client reached; its address is kept. */
        Local
    }

    public Type typeOrDefault() {
        return type == null ? Type.ClusterIP : type;
    }

    public TrafficPolicy externalTrafficPolicyOrDefault() {
        return externalTrafficPolicy == null ? TrafficPolicy.Cluster : externalTrafficPolicy;
    }

    public Map<String, String> annotationsOrNone() {
        return annotations == null ? Map.of() : annotations;
    }
}
