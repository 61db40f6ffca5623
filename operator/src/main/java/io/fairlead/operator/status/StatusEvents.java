package io.fairlead.operator.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The Events that lead from one status to the next: one for each condition whose status or reason is new. What only says that work goes on is
 * none, and what two conditions say for the same reason is told once.
 */
public final class StatusEvents {

    private static final List<ConditionType> TOLD =
            List.of(ConditionType.Accepted, ConditionType.ResolvedRefs, ConditionType.Programmed, ConditionType.Ready);

    /** Pending is no news, and what NotAccepted means Accepted says itself. */
    private static final Set<String> UNTOLD = Set.of(Reason.Pending.name(), Reason.NotAccepted.name());

    private StatusEvents() {}

    /** Returns what is to be told when {@code after} follows {@code before}, {@code null} for none; in the conditions' order. */
    public static List<StatusEvent> between(@Nullable GrpcLoadBalancerStatus before, GrpcLoadBalancerStatus after) {
        Map<String, StatusEvent> events = new LinkedHashMap<>();
        for (ConditionType type : TOLD) {
            Condition now = Conditions.find(after.conditions(), type);
            Condition last = before == null ? null : Conditions.find(before.conditions(), type);
            if (now != null && !UNTOLD.contains(now.getReason()) && isNews(last, now)) {
                boolean good = Verdict.Status.True.name().equals(now.getStatus());
                events.putIfAbsent(
                        now.getReason(),
                        new StatusEvent(
                                good ? StatusEvent.Type.Normal : StatusEvent.Type.Warning,
                                now.getReason(),
                                now.getMessage()));
            }
        }
        return List.copyOf(events.values());
    }

    private static boolean isNews(@Nullable Condition last, Condition now) {
        return last == null
                || !Objects.equals(last.getStatus(), now.getStatus())
                || !Objects.equals(last.getReason(), now.getReason());
    }
}
