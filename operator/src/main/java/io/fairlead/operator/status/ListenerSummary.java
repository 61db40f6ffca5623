package io.fairlead.operator.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerStatus;
import io.fairlead.api.v1alpha1.Listener;
import io.fairlead.api.v1alpha1.ListenerStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of each listener: whether every ready proxy listens on its port. */
final class ListenerSummary {

    private final Facts facts;
    private final Verdict programmed;
    private final List<ProxyPod> ready;
    private final List<ProxyPod> heard;

    private ListenerSummary(Facts facts, Verdict programmed) {
        this.facts = facts;
        this.programmed = programmed;
        ready = facts.readyProxies();
        heard = ready.stream().filter(proxy -> facts.heard(proxy).isPresent()).toList();
    }

    static List<ListenerStatus> of(Facts facts, Verdict programmed) {
        ListenerSummary summary = new ListenerSummary(facts, programmed);
        return facts.spec().listeners().stream().map(summary::status).toList();
    }

    private ListenerStatus status(Listener listener) {
        Conditions conditions = new Conditions(before(listener), facts.generation(), facts.now());
        return new ListenerStatus(
                listener.name(), listener.port(), List.of(conditions.of(ConditionType.Programmed, verdict(listener))));
    }

    /** While Programmed is True, a proxy that is not heard of has only just become ready and is not waited for. */
    private Verdict verdict(Listener listener) {
        if (ready.isEmpty()) {
            return Verdict.no(programmed.reason(), programmed.message());
        }
        long listening = heard.stream()
                .filter(proxy -> ProgrammedListeners.listensOn(proxy, listener))
                .count();
        boolean onAllHeard = listening == heard.size();
        if (listening > 0 && onAllHeard && (heard.size() == ready.size() || programmed.isTrue())) {
            return Verdict.yes(Reason.Programmed, "Each ready proxy listens on port %d.".formatted(listener.port()));
        }
        String message = "%d of %d ready proxies say that they listen on port %d."
                .formatted(listening, ready.size(), listener.port());
        if (programmed.isTrue()) {
            return Verdict.no(Reason.Pending, message);
        }
        return programmed.isUnknown() && onAllHeard
                ? Verdict.unknown(programmed.reason(), message)
                : Verdict.no(programmed.reason(), message);
    }

    private @Nullable List<Condition> before(Listener listener) {
        GrpcLoadBalancerStatus status = facts.resource().getStatus();
        return status == null || status.listeners() == null
                ? null
                : status.listeners().stream()
                        .filter(last -> last.name().equals(listener.name()) && last.port() == listener.port())
                        .map(ListenerStatus::conditions)
                        .findFirst()
                        .orElse(null);
    }
}
