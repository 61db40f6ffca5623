package io.fairlead.operator.status;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.ProxyReport;
import io.fairlead.api.v1alpha1.ProxyReportStatus;
import io.fairlead.operator.status.ReportClaim.Missing;
import io.fairlead.operator.status.ReportClaim.Rejected;
import io.fairlead.operator.status.ReportClaim.Trusted;
import java.util.List;

/**
 * Which ProxyReports count. Every proxy of a namespace may write them all, so a report's own words decide nothing: it is looked up by the name of a
 * pod that is the load balancer's own, and has to be owned by that very pod. docs/decisions/0008 says what is left to forge.
 */
final class ReportTrust {

    private final GrpcLoadBalancer resource;
    private final List<ProxyReport> reports;

    private ReportTrust(Observed observed) {
        resource = observed.resource();
        reports = observed.reports();
    }

    /** Returns the load balancer's own pods, each with what is there of its report. */
    static List<ProxyPod> proxies(Observed observed) {
        ReportTrust trust = new ReportTrust(observed);
        return OwnPods.of(observed).stream()
                .map(pod -> new ProxyPod(pod, trust.claimOf(pod)))
                .toList();
    }

    private ReportClaim claimOf(Pod pod) {
        return reports.stream()
                .filter(report -> Ownership.isNeighbour(report, pod))
                .filter(report ->
                        pod.getMetadata().getName().equals(report.getMetadata().getName()))
                .findFirst()
                .map(report -> judge(report, pod))
                .orElseGet(Missing::new);
    }

    private ReportClaim judge(ProxyReport report, Pod pod) {
        List<OwnerReference> owners = report.getMetadata().getOwnerReferences();
        ProxyReportStatus status = report.getStatus();
        if (owners.size() != 1) {
            return new Rejected("has " + owners.size() + " owners (expected: its pod alone)");
        }
        if (!pod.getMetadata().getUid().equals(owners.getFirst().getUid())) {
            return new Rejected("belongs to another pod, now or formerly of that name");
        }
        if (status == null) {
            return new Rejected("says nothing yet");
        }
        return judge(status);
    }

    private ReportClaim judge(ProxyReportStatus status) {
        boolean ours = resource.getMetadata().getUid().equals(status.uid());
        if (status.observedGeneration() == null && (ours || status.uid() == null)) {
            return new Trusted(ofNothing(status));
        }
        return ours
                ? judgeGeneration(status)
                : new Rejected("speaks of another GrpcLoadBalancer, now or formerly of that name");
    }

    private ReportClaim judgeGeneration(ProxyReportStatus status) {
        long generation = resource.getMetadata().getGeneration();
        Long claimed = status.observedGeneration();
        return claimed != null && claimed >= 1 && claimed <= generation
                ? new Trusted(status)
                : new Rejected("speaks of generation " + claimed + " (expected: 1-" + generation + ")");
    }

    /** A proxy that runs nothing yet has nothing to tell but a refusal. */
    private static ProxyReportStatus ofNothing(ProxyReportStatus status) {
        return new ProxyReportStatus(
                status.uid(), null, status.refusedGeneration(), status.refusal(), status.renewTime(), null, null);
    }
}
