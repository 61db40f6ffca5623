/**
 * The command {@code fairlead convert}: reads a haproxy.cfg and writes the load balancers that do the same. A file is cut into lines and words
 * ({@code Lexer}), these into sections ({@code SectionReader}); what a section inherits is read before its own; each directive sets a field, or is
 * said to be left out and why.
 */
@NullMarked
package io.fairlead.convert;

import org.jspecify.annotations.NullMarked;
