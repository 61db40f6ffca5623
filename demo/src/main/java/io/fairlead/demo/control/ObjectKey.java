package io.fairlead.demo.control;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Objects;

/**
 * What names an object of one kind.
 *
 * @param namespace empty where the kind has none
 */
record ObjectKey(String namespace, String name) {

    static ObjectKey of(HasMetadata object) {
        return new ObjectKey(
                Objects.requireNonNullElse(object.getMetadata().getNamespace(), ""),
                object.getMetadata().getName());
    }
}
