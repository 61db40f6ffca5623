/** Which kinds of objects the API server serves, and how it tells clients so. */
@NullMarked
package io.fairlead.demo.api.discovery;

import org.jspecify.annotations.NullMarked;
