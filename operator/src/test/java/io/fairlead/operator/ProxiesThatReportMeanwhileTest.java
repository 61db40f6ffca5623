package io.fairlead.operator;

import static io.fairlead.operator.TestOperator.eventually;
import static io.fairlead.operator.TestOperator.loadBalancer;
import static io.fairlead.operator.testing.TestCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.ProxyReport;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of reports that arrive while the operator writes. */
class ProxiesThatReportMeanwhileTest {

    private static final String CONFIG_MAP = "PUT /api/v1/namespaces/shop/configmaps/echo-lb";
    private static final String SERVICE = "POST /api/v1/namespaces/shop/services";
    private static final String STATUS = "PUT /apis/fairlead.io/v1alpha1/namespaces/shop/grpcloadbalancers/echo/status";

    @RegisterExtension
    private final TestOperator operator = new TestOperator();

    @Test
    void serviceIsWrittenBeforeTheStatusGoesByThem() {
        // Given
        GrpcLoadBalancer resource = operator.createAndRun(loadBalancer("echo", 50050));
        eventually()
                .untilAsserted(() -> assertThat(Objects.requireNonNull(operator.condition("echo", "Programmed")))
                        .extracting(Condition::getMessage)
                        .asString()
                        .contains("Not heard of yet"));
        operator.awaitReconciliations(1);
        operator.log().clear();
        operator.log().beforeNext(CONFIG_MAP, () -> reportAndBeSeen(resource));

        // When
        operator.cluster()
                .client()
                .configMaps()
                .inNamespace(NAMESPACE)
                .withName("echo-lb")
                .edit(configMap -> {
                    configMap.setData(null);
                    return configMap;
                });
        operator.awaitCondition("echo", "Ready", "True");

        // Then
        List<String> writes = operator.log().writes();
        assertThat(writes).contains(CONFIG_MAP, SERVICE, STATUS);
        assertThat(writes.indexOf(STATUS)).isGreaterThan(writes.indexOf(SERVICE));
    }

    /** Whoever else watches has seen the reports when this returns, and so has the operator or does within a moment. */
    private void reportAndBeSeen(GrpcLoadBalancer resource) {
        try (SharedIndexInformer<ProxyReport> witness = operator.cluster()
                .client()
                .resources(ProxyReport.class)
                .inNamespace(NAMESPACE)
                .inform()) {
            operator.workloads().report(resource);
            eventually()
                    .untilAsserted(() -> assertThat(witness.getStore().list())
                            .isNotEmpty()
                            .allSatisfy(report -> assertThat(report.getStatus()).isNotNull()));
        }
    }
}
