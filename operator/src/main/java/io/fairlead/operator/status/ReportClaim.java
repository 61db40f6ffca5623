package io.fairlead.operator.status;

import io.fairlead.api.v1alpha1.ProxyReportStatus;

/** What is there of the ProxyReport of a pod. */
sealed interface ReportClaim {

    /** It counts: it is this pod's, and of this load balancer. */
    record Trusted(ProxyReportStatus status) implements ReportClaim {}

    /**
     * It is as if it did not exist.
     *
     * @param why what is wrong with it, as the end of a sentence that begins with it
     */
    record Rejected(String why) implements ReportClaim {}

    /** There is none of the pod's name. */
    record Missing() implements ReportClaim {}
}
