package io.fairlead.operator;

import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerStatus;
import io.fairlead.operator.dependent.Observations;
import io.fairlead.operator.dependent.OwnedObjects;
import io.fairlead.operator.status.FirstSight;
import io.fairlead.operator.status.Observed;
import io.fairlead.operator.status.OwnStatus;
import io.fairlead.operator.status.StatusEvents;
import io.fairlead.operator.status.StatusSummary;
import io.fairlead.operator.status.TakenNames;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings the objects of a load balancer, and its status, to what they should be. Runs when the load balancer's spec or any object with its label
 * changes, and again after a while for what only time changes: reports that grow old, objects without the label that are in the way. Objects and
 * status go by one look at the proxies, so that the status says of no listener that it is programmed before the Service was written that shows it.
 */
final class GrpcLoadBalancerReconciler implements Reconciler<GrpcLoadBalancer> {

    /** What a deleted load balancer left behind is collected within seconds, and is not seen to go where it has lost its label. */
    private static final Duration LEFTOVERS_RECHECK = Duration.ofSeconds(5);

    private final OwnedObjects owned;
    private final StatusWriter statusWriter;
    private final EventRecorder events;
    private final Clock clock;
    private final Duration recheck;

    GrpcLoadBalancerReconciler(
            OwnedObjects owned, StatusWriter statusWriter, EventRecorder events, Clock clock, Duration recheck) {
        this.owned = owned;
        this.statusWriter = statusWriter;
        this.events = events;
        this.clock = clock;
        this.recheck = recheck;
    }

    @Override
    public List<EventSource<?, GrpcLoadBalancer>> prepareEventSources(EventSourceContext<GrpcLoadBalancer> context) {
        return owned.eventSources(context);
    }

    @Override
    public UpdateControl<GrpcLoadBalancer> reconcile(GrpcLoadBalancer resource, Context<GrpcLoadBalancer> context) {
        FirstSight.of(resource, clock.instant()).ifPresent(first -> {
            statusWriter.write(resource, first, context);
            resource.setStatus(first);
        });
        TakenNames taken = owned.taken(resource, context);
        Observed before = Observations.observe(resource, context, taken, null);
        String refusal = taken.isEmpty() ? owned.write(before, context) : null;
        Observed after = Observations.observe(resource, context, taken, refusal).withProxiesOf(before);
        GrpcLoadBalancerStatus status = StatusSummary.of(after, clock.instant());
        tell(resource, status, context);
        return UpdateControl.<GrpcLoadBalancer>noUpdate().rescheduleAfter(next(taken));
    }

    private Duration next(TakenNames taken) {
        return taken.leftovers().isEmpty() || recheck.compareTo(LEFTOVERS_RECHECK) < 0 ? recheck : LEFTOVERS_RECHECK;
    }

    private void tell(GrpcLoadBalancer resource, GrpcLoadBalancerStatus status, Context<GrpcLoadBalancer> context) {
        @Nullable GrpcLoadBalancerStatus before = resource.getStatus();
        if (before != null && status.equals(OwnStatus.of(before))) {
            return;
        }
        statusWriter.write(resource, status, context);
        StatusEvents.between(before, status).forEach(event -> events.record(resource, event));
    }
}
