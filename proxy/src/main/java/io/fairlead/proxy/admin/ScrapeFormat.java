package io.fairlead.proxy.admin;

import org.jspecify.annotations.Nullable;

/** The formats that Prometheus reads metrics in. */
enum ScrapeFormat {
    TEXT("text/plain; version=0.0.4; charset=utf-8"),
    OPEN_METRICS("application/openmetrics-text; version=1.0.0; charset=utf-8");

    private final String contentType;

    ScrapeFormat(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    /** Returns OpenMetrics where the {@code Accept} header names it, else the text that every reader knows. */
    static ScrapeFormat accepted(@Nullable String accept) {
        return accept != null && accept.contains("application/openmetrics-text") ? OPEN_METRICS : TEXT;
    }
}
