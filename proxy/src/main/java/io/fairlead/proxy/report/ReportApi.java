package io.fairlead.proxy.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NamespaceableResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fairlead.api.v1alpha1.ManagedNames;
import io.fairlead.api.v1alpha1.ProxyReport;
import io.fairlead.api.v1alpha1.ProxyReportStatus;
import io.fairlead.proxy.kubernetes.PodIdentity;
import io.fairlead.proxy.kubernetes.TimeLimit;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Writes reports as the ProxyReport of a pod's name, which the pod owns. It reads none: it may only create and patch. One that is there
 * already, of this pod before its container was restarted or of an earlier pod of its name, is made this pod's, and made so again where a
 * patch's answer shows that somebody changed whose it is: else it would not be believed. Used on one thread.
 */
final class ReportApi implements ReportWriter {

    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

    /** A field of a status that is absent has to be removed by name. */
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .defaultPropertyInclusion(JsonInclude.Value.construct(Include.NON_NULL, null))
            .withConfigOverride(
                    ProxyReportStatus.class,
                    override -> override.setInclude(JsonInclude.Value.construct(Include.ALWAYS, null)))
            .build();

    private final NamespaceableResource<ProxyReport> report;
    private final TimeLimit limit;
    private boolean present;

    /** Creates one that writes nothing yet; {@code limit} is that of each request. */
    ReportApi(KubernetesClient client, PodIdentity pod, String loadBalancer, TimeLimit limit) {
        report = client.resource(reportOf(pod, loadBalancer));
        this.limit = limit;
    }

    @Override
    public void write(ProxyReportStatus status) {
        if (!present) {
            claim();
        }
        try {
            if (!isOurs(patch(status))) {
                patchMetadata();
            }
        } catch (KubernetesClientException e) {
            present = e.getCode() != HttpURLConnection.HTTP_NOT_FOUND;
            throw e;
        }
    }

    private boolean isOurs(ProxyReport written) {
        ObjectMeta found = written.getMetadata();
        ObjectMeta wanted = report.item().getMetadata();
        return found.getOwnerReferences().equals(wanted.getOwnerReferences())
                && found.getLabels().entrySet().containsAll(wanted.getLabels().entrySet());
    }

    private void claim() {
        try {
            within(report::create);
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            patchMetadata();
        }
        present = true;
    }

    private void patchMetadata() {
        within(() -> report.patch(MERGE, report.item()));
    }

    private ProxyReport patch(ProxyReportStatus status) {
        try {
            String patch = MAPPER.writeValueAsString(Map.of("status", status));
            return within(() -> report.subresource("status").patch(MERGE, patch));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProxyReport within(Supplier<ProxyReport> request) {
        try {
            return limit.call(request);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static ProxyReport reportOf(PodIdentity pod, String loadBalancer) {
        ProxyReport report = new ProxyReport();
        report.setMetadata(new ObjectMetaBuilder()
                .withName(pod.name())
                .withNamespace(pod.namespace())
                .addToLabels(ManagedNames.NAME_LABEL, loadBalancer)
                .addNewOwnerReference()
                .withApiVersion("v1")
                .withKind("Pod")
                .withName(pod.name())
                .withUid(pod.uid())
                .endOwnerReference()
                .build());
        return report;
    }
}
