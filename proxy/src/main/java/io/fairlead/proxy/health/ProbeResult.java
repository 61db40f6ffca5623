package io.fairlead.proxy.health;

import io.fairlead.api.v1alpha1.CheckResult;
import org.jspecify.annotations.Nullable;

/**
 * How a probe ended.
 *
 * @param check in HAProxy's words
 * @param message why it failed, in the words of the operating system or of the protocol that the probe speaks
 */
public record ProbeResult(CheckResult check, @Nullable String message) {

    /** The connection was established. */
    public static final ProbeResult OK = new ProbeResult(CheckResult.L4OK, null);

    public boolean success() {
        return check == CheckResult.L4OK || check == CheckResult.L7OK;
    }
}
