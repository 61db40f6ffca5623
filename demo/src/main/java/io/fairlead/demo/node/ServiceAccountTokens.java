package io.fairlead.demo.node;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Optional;

/** Gets tokens by which pods speak to the API as their ServiceAccounts. */
final class ServiceAccountTokens {

    private static final Duration LIFETIME = Duration.ofHours(24);

    private final KubernetesClient client;

    ServiceAccountTokens(KubernetesClient client) {
        this.client = client;
    }

    /** Returns one that ends with the pod. */
    String token(Pod pod) {
        String account =
                Optional.ofNullable(pod.getSpec().getServiceAccountName()).orElse("default");
        TokenRequest request = new TokenRequestBuilder()
                .withNewSpec()
                .withExpirationSeconds(LIFETIME.toSeconds())
                .withNewBoundObjectRef()
                .withApiVersion("v1")
                .withKind("Pod")
                .withName(pod.getMetadata().getName())
                .withUid(pod.getMetadata().getUid())
                .endBoundObjectRef()
                .endSpec()
                .build();
        return client.serviceAccounts()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(account)
                .tokenRequest(request)
                .getStatus()
                .getToken();
    }
}
