package io.fairlead.operator.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiRequestTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "GET    | /api/v1/namespaces/shop/pods/a                      | get              |      | pods          | shop | a",
                "GET    | /api/v1/namespaces/shop/pods                        | list             |      | pods          | shop | -",
                "GET    | /api/v1/namespaces/shop/pods?watch=true             | watch            |      | pods          | shop | -",
                "GET    | /api/v1/pods?labelSelector=x&watch=1                | watch            |      | pods          | -    | -",
                "GET    | /api/v1/pods?watch=false                            | list             |      | pods          | -    | -",
                "GET    | /api/v1/namespaces/shop/pods?fieldSelector=metadata.name%3Da&watch=true | watch | | pods | shop | a",
                "HEAD   | /api/v1/nodes/n1                                    | get              |      | nodes         | -    | n1",
                "POST   | /apis/apps/v1/namespaces/shop/deployments           | create           | apps | deployments   | shop | -",
                "PUT    | /apis/apps/v1/namespaces/shop/deployments/a         | update           | apps | deployments   | shop | a",
                "PATCH  | /apis/apps/v1/namespaces/shop/deployments/a/status  | patch            | apps | deployments/status | shop | a",
                "DELETE | /apis/apps/v1/namespaces/shop/deployments/a         | delete           | apps | deployments   | shop | a",
                "DELETE | /apis/apps/v1/namespaces/shop/deployments           | deletecollection | apps | deployments   | shop | -",
                "GET    | /api/v1/namespaces                                  | list             |      | namespaces    | -    | -",
                "GET    | /api/v1/namespaces/shop                             | get              |      | namespaces    | -    | shop",
                "PUT    | /api/v1/namespaces/shop/finalize                    | update           |      | namespaces/finalize | - | shop",
                "POST   | /api/v1/namespaces/shop/serviceaccounts/a/token     | create           |      | serviceaccounts/token | shop | a",
                "GET    | /apis/apps/v1                                       | get              |      | /apis/apps/v1 | -    | -",
                "GET    | /version                                            | get              |      | /version      | -    | -",
            })
    void isSeenAsTheApiServerSeesIt(
            String method, String uri, String verb, String group, String resource, String namespace, String name) {
        // When
        ApiRequest request = ApiRequest.of(method, URI.create("https://10.0.0.1" + uri));

        // Then
        assertThat(request).isEqualTo(new ApiRequest(verb, group == null ? "" : group, resource, namespace, name));
    }
}
