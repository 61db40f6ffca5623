package io.fairlead.operator.status;

import io.fairlead.operator.status.ReportClaim.Missing;
import io.fairlead.operator.status.ReportClaim.Rejected;
import io.fairlead.operator.status.ReportClaim.Trusted;

/** Why a proxy counts as not heard of. */
final class SilenceText {

    private SilenceText() {}

    static String of(ProxyPod proxy, Facts facts) {
        String report = "ProxyReport " + facts.qualified(proxy.name()) + " ";
        return switch (proxy.claim()) {
            case Missing() -> report + "does not exist.";
            case Rejected(String why) -> report + why + ". If that stays, delete it: its proxy writes it anew.";
            case Trusted(var status) -> report + ReportAge.fault(status, facts.now()) + ".";
        };
    }
}
