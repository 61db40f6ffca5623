package io.fairlead.operator.status;

import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.ProxyReportStatus;
import io.fairlead.api.v1alpha1.Unresolved;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether this generation is programmed and a ready proxy has, for each backend that takes traffic, an endpoint to send it to. */
final class ReadyVerdict {

    private ReadyVerdict() {}

    static Verdict of(Facts facts, Verdict programmed) {
        if (!programmed.isTrue()) {
            return Verdict.no(programmed.reason(), programmed.message());
        }
        List<ProxyReportStatus> reports = facts.currentReports();
        List<Verdict> faults = facts.usedBackends().stream()
                .flatMap(backend -> fault(facts, backend, reports).stream())
                .sorted(Comparator.comparing(Verdict::reason))
                .toList();
        if (faults.isEmpty()) {
            return Verdict.yes(
                    Reason.Ready,
                    "Each backend that a listener uses has an endpoint that is up."
                            + (AddressSummary.isPending(facts) ? " The Service has no external address yet." : ""));
        }
        return Verdict.no(
                faults.getFirst().reason(),
                faults.stream().map(Verdict::message).collect(Collectors.joining(" ")));
    }

    private static Optional<Verdict> fault(Facts facts, Backend backend, List<ProxyReportStatus> reports) {
        BackendView view = BackendView.of(backend, reports);
        BackendText text = new BackendText(facts, view);
        if (view.served()) {
            return Optional.empty();
        }
        if (view.untold()) {
            return Optional.of(Verdict.no(Reason.Pending, text.untold()));
        }
        Optional<Unresolved> unresolved = view.unresolved();
        if (unresolved.isPresent()) {
            return unresolved.map(why -> Verdict.no(Reason.of(why), text.of(why)));
        }
        return Optional.of(
                view.empty()
                        ? Verdict.no(Reason.NoEndpoints, text.noEndpoints())
                        : Verdict.no(Reason.BackendsDown, text.down()));
    }
}
