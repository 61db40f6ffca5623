package io.fairlead.operator.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiRequestMeterTest {

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/namespaces/shop/configmaps/echo-lb, get, configmaps",
        "GET, /api/v1/namespaces/shop/configmaps, list, configmaps",
        "GET, /api/v1/configmaps?labelSelector=a&watch=true, watch, configmaps",
        "GET, /api/v1/namespaces, list, namespaces",
        "GET, /api/v1/namespaces/shop, get, namespaces",
        "GET, /apis/apps/v1/namespaces/shop/deployments/echo-lb, get, deployments.apps",
        "POST, /api/v1/namespaces/shop/events, create, events",
        "PATCH, /apis/fairlead.io/v1alpha1/namespaces/shop/grpcloadbalancers/echo/status, patch, grpcloadbalancers.fairlead.io/status",
        "PUT, /k8s/clusters/c-1/apis/coordination.k8s.io/v1/namespaces/a/leases/b, update, leases.coordination.k8s.io",
        "DELETE, /api/v1/namespaces/shop/pods/a, delete, pods",
        "GET, /version, get, ''",
        "GET, /apis/fairlead.io/v1alpha1, get, ''"
    })
    void requestIsCountedInTheWordsOfRbac(String method, String path, String verb, String resource) {
        // Given
        URI uri = URI.create("https://127.0.0.1:6443" + path);

        // When
        ApiRequestMeter.ApiRequest request = ApiRequestMeter.ApiRequest.of(method, uri);

        // Then
        assertThat(request).isEqualTo(new ApiRequestMeter.ApiRequest(verb, resource));
    }
}
