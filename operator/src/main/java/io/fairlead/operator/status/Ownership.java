package io.fairlead.operator.status;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import org.jspecify.annotations.Nullable;

/** Who controls an object, by uid: names and labels can be taken by anyone. */
public final class Ownership {

    private Ownership() {}

    /** Whether the controller of {@code object} is {@code controller} and both are in one namespace. */
    public static boolean isControlledBy(HasMetadata object, HasMetadata controller) {
        String uid = controller.getMetadata().getUid();
        return uid != null
                && isNeighbour(object, controller)
                && object.getMetadata().getOwnerReferences().stream()
                        .anyMatch(owner -> Boolean.TRUE.equals(owner.getController()) && uid.equals(owner.getUid()));
    }

    /**
     * Whether {@code object} was controlled by another one of the kind and name of {@code controller}. There is one of a name at a time, so the other
     * is gone, and Kubernetes collects what it left behind.
     */
    static boolean isLeftBehind(HasMetadata object, CustomResource<?, ?> controller) {
        return isNeighbour(object, controller)
                && object.getMetadata().getOwnerReferences().stream()
                        .anyMatch(owner -> Boolean.TRUE.equals(owner.getController())
                                && owner.getApiVersion().startsWith(controller.getGroup() + "/")
                                && owner.getKind().equals(controller.getKind())
                                && owner.getName()
                                        .equals(controller.getMetadata().getName())
                                && !owner.getUid()
                                        .equals(controller.getMetadata().getUid()));
    }

    /** Returns {@code object} where {@code controller} controls it, else {@code null}. */
    static <T extends HasMetadata> @Nullable T owned(@Nullable T object, HasMetadata controller) {
        return object != null && isControlledBy(object, controller) ? object : null;
    }

    /** Whether both are in one namespace. Owner references speak of the object's own namespace, and nobody checks the uid in them. */
    static boolean isNeighbour(HasMetadata object, HasMetadata other) {
        String namespace = other.getMetadata().getNamespace();
        return namespace != null && namespace.equals(object.getMetadata().getNamespace());
    }
}
