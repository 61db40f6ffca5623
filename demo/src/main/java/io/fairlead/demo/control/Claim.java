package io.fairlead.demo.control;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What of its namespace belongs to a controller.
 *
 * @param owned it controls them, and its selector matches
 * @param adopted nobody controls them, and its selector matches: it is to become their controller
 * @param released it controls them, and its selector does not match: it is to be their controller no more
 */
record Claim<T extends HasMetadata>(List<T> owned, List<T> adopted, List<T> released) {

    static <T extends HasMetadata> Claim<T> of(
            HasMetadata controller, LabelSelector selector, Collection<T> candidates) {
        Claim<T> claim = new Claim<>(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (T candidate : candidates) {
            boolean matches =
                    Selectors.matches(selector, candidate.getMetadata().getLabels());
            boolean bothStay = !Owners.isLeaving(controller) && !Owners.isLeaving(candidate);
            if (Owners.isControlledBy(candidate, controller)) {
                (matches || !bothStay ? claim.owned : claim.released).add(candidate);
            } else if (matches && bothStay && Owners.controller(candidate).isEmpty()) {
                claim.adopted.add(candidate);
            }
        }
        return claim;
    }

    /** Whether all is as it is to be. */
    boolean settled() {
        return adopted.isEmpty() && released.isEmpty();
    }
}
