package io.fairlead.proxy.discovery;

import io.fairlead.api.v1alpha1.Unresolved;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a backend's servers were found to be.
 *
 * @param targets their addresses; may be none
 * @param unresolved why there are none, where what the backend names does not exist; {@code null} where it does
 */
public record Resolution(List<Target> targets, @Nullable Unresolved unresolved) {

    static Resolution of(List<Target> targets) {
        return new Resolution(List.copyOf(targets), null);
    }

    static Resolution failed(Unresolved reason) {
        return new Resolution(List.of(), reason);
    }
}
