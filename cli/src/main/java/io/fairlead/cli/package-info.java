/** What the commands of fairlead have in common: how they read their command line, and which signals they hear. */
@NullMarked
package io.fairlead.cli;

import org.jspecify.annotations.NullMarked;
