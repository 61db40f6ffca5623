package io.fairlead.operator.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.fairlead.api.v1alpha1.BackendStatus;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerStatus;
import io.fairlead.api.v1alpha1.ListenerStatus;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The order in which the lists of a status were written last. Some API servers keep the order of a list with keys, whatever order is applied; were
 * the operator to insist on its own, it would find a difference, and write, for ever.
 */
final class LastOrder {

    private LastOrder() {}

    /** Returns {@code status} with those items of its lists first, in their order, that {@code last} has. */
    static GrpcLoadBalancerStatus of(GrpcLoadBalancerStatus last, GrpcLoadBalancerStatus status) {
        return new GrpcLoadBalancerStatus(
                status.observedGeneration(),
                order(last.conditions(), status.conditions(), Condition::getType),
                status.addresses(),
                order(last.listeners(), status.listeners(), ListenerStatus::name),
                status.replicas(),
                status.readyReplicas(),
                status.selector(),
                status.backendsReady(),
                order(last.backends(), status.backends(), BackendStatus::name));
    }

    private static <T> @Nullable List<T> order(
            @Nullable List<T> last, @Nullable List<T> items, Function<T, String> key) {
        if (last == null || items == null) {
            return items;
        }
        List<String> keys = last.stream().map(key).toList();
        return items.stream()
                .sorted(Comparator.comparingInt(item -> rank(keys, key.apply(item))))
                .toList();
    }

    private static int rank(List<String> keys, String key) {
        int index = keys.indexOf(key);
        return index < 0 ? keys.size() : index;
    }
}
