/** The schemas of what the API server serves, as kubectl explains and checks by them. */
@NullMarked
package io.fairlead.demo.api.openapi;

import org.jspecify.annotations.NullMarked;
