/** What the operator tells of itself: health, readiness, metrics. */
@NullMarked
package io.fairlead.operator.http;

import org.jspecify.annotations.NullMarked;
