package io.fairlead.demo.script;

import java.time.Duration;

/** When something was done, since the demo's clock started. */
record Acted(Duration began, Duration ended) {}
