/** In which forms an answer is asked for and given. */
@NullMarked
package io.fairlead.demo.api.negotiation;

import org.jspecify.annotations.NullMarked;
