package io.fairlead.proxy.report;

import io.fairlead.api.v1alpha1.ProxyReportStatus;

/** Where reports go. */
interface ReportWriter {

    /** Writes {@code status} in the place of what was written before, and waits until that is done; throws what went wrong. */
    void write(ProxyReportStatus status);
}
