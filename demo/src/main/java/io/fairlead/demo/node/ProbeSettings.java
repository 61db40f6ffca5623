package io.fairlead.demo.node;

import io.fabric8.kubernetes.api.model.Probe;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The timing of a probe, with Kubernetes' defaults where it says nothing. */
record ProbeSettings(
        Duration initialDelay, Duration period, Duration timeout, int successThreshold, int failureThreshold) {

    static ProbeSettings of(Probe probe) {
        return new ProbeSettings(
                Duration.ofSeconds(orElse(probe.getInitialDelaySeconds(), 0)),
                Duration.ofSeconds(orElse(probe.getPeriodSeconds(), 10)),
                Duration.ofSeconds(orElse(probe.getTimeoutSeconds(), 1)),
                orElse(probe.getSuccessThreshold(), 1),
                orElse(probe.getFailureThreshold(), 3));
    }

    /** Returns the same, as patient as can be: it never fails. */
    ProbeSettings neverFailing() {
        return new ProbeSettings(initialDelay, period, timeout, successThreshold, Integer.MAX_VALUE);
    }

    private static int orElse(@Nullable Integer value, int otherwise) {
        return value == null ? otherwise : value;
    }
}
