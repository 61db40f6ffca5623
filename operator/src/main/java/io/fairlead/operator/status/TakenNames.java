package io.fairlead.operator.status;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import java.util.List;
import java.util.function.Predicate;

/**
 * The objects that bear a name that the operator would need and that are not the load balancer's, each such as {@code Service shop/echo-lb}. While
 * there is one, nothing is written.
 *
 * @param conflicts those of someone else; a person has to decide
 * @param leftovers those of a load balancer of the same name that was deleted; Kubernetes removes them
 */
public record TakenNames(List<String> conflicts, List<String> leftovers) {

    /** Nothing is in the way. */
    public static final TakenNames NONE = new TakenNames(List.of(), List.of());

    /** Returns which of {@code found}, the objects that bear one of the names, are in the way of {@code resource}. */
    public static TakenNames of(List<? extends HasMetadata> found, GrpcLoadBalancer resource) {
        return new TakenNames(
                named(
                        found,
                        object -> !Ownership.isControlledBy(object, resource)
                                && !Ownership.isLeftBehind(object, resource)),
                named(found, object -> Ownership.isLeftBehind(object, resource)));
    }

    /** Whether all of the names can be used. */
    public boolean isEmpty() {
        return conflicts.isEmpty() && leftovers.isEmpty();
    }

    private static List<String> named(List<? extends HasMetadata> found, Predicate<HasMetadata> which) {
        return found.stream()
                .filter(which)
                .map(object -> "%s %s/%s"
                        .formatted(
                                object.getKind(),
                                object.getMetadata().getNamespace(),
                                object.getMetadata().getName()))
                .toList();
    }
}
