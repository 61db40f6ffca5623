package io.fairlead.proxy;

import io.fairlead.api.v1alpha1.HealthCheck;
import io.fairlead.api.v1alpha1.Observation;
import io.fairlead.api.v1alpha1.OnMarkedDown;
import io.fairlead.api.v1alpha1.OnMarkedUp;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Writes what HAProxy's {@code server} lines say of health checks. */
final class HaproxyChecks {

    private final StringBuilder words = new StringBuilder(" check");

    private HaproxyChecks(HealthCheck check) {
        add("inter", check.intervalOrDefault());
        add("fastinter", check.fastInterval());
        add("downinter", check.downInterval());
        words.append(" rise ").append(check.riseOrDefault());
        words.append(" fall ").append(check.fallOrDefault());
        if (check.observe() != null) {
            add(check.observe());
        }
        if (check.onMarkedDownOrDefault() == OnMarkedDown.ShutdownSessions) {
            words.append(" on-marked-down shutdown-sessions");
        }
        if (check.onMarkedUpOrDefault() == OnMarkedUp.ShutdownBackupSessions) {
            words.append(" on-marked-up shutdown-backup-sessions");
        }
    }

    /** Returns them with a space before each; nothing where servers are not checked. */
    static String words(@Nullable HealthCheck check) {
        return check == null ? "" : new HaproxyChecks(check).words.toString();
    }

    private void add(String word, @Nullable Duration interval) {
        if (interval != null) {
            words.append(' ').append(word).append(' ').append(interval.toMillis());
        }
    }

    private void add(Observation observation) {
        words.append(" observe layer4 error-limit ").append(observation.errorLimitOrDefault());
        words.append(
                switch (observation.onErrorOrDefault()) {
                    case FastInterval -> " on-error fastinter";
                    case FailCheck -> " on-error fail-check";
                    case SuddenDeath -> " on-error sudden-death";
                    case MarkDown -> " on-error mark-down";
                });
    }
}
