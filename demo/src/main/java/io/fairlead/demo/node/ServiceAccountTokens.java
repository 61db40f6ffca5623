package io.fairlead.demo.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/** Gets tokens by which pods speak to the API as their ServiceAccounts. */
final class ServiceAccountTokens {

    private static final Duration LIFETIME = Duration.ofHours(24);
    private static final String SECRET_TYPE = "kubernetes.io/service-account-token";
    private static final String ACCOUNT_ANNOTATION = "kubernetes.io/service-account.name";

    /** How an API server answers that knows nothing of such requests; one in memory takes it for an object without a name. */
    private static final Set<Integer> NO_TOKEN_REQUESTS = Set.of(HttpURLConnection.HTTP_NOT_FOUND, 422);

    private final KubernetesClient client;

    ServiceAccountTokens(KubernetesClient client) {
        this.client = client;
    }

    /** Returns one that ends with the pod, or, where the API does not make any, the account's Secret's; empty where there is neither. */
    Optional<String> token(Pod pod) {
        String namespace = pod.getMetadata().getNamespace();
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
        try {
            return Optional.of(client.serviceAccounts()
                    .inNamespace(namespace)
                    .withName(account)
                    .tokenRequest(request)
                    .getStatus()
                    .getToken());
        } catch (KubernetesClientException e) {
            if (!NO_TOKEN_REQUESTS.contains(e.getCode())) {
                throw e;
            }
            return ofSecret(namespace, account);
        }
    }

    private Optional<String> ofSecret(String namespace, String account) {
        return client.secrets().inNamespace(namespace).list().getItems().stream()
                .filter(secret -> SECRET_TYPE.equals(secret.getType()))
                .filter(secret ->
                        account.equals(secret.getMetadata().getAnnotations().get(ACCOUNT_ANNOTATION)))
                .map(secret ->
                        new String(Base64.getDecoder().decode(secret.getData().get("token")), UTF_8))
                .findFirst();
    }
}
