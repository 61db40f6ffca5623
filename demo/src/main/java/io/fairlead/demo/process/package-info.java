/** How processes of the demo are started so that none of them, and none of their files, is left when it ends. */
@NullMarked
package io.fairlead.demo.process;

import org.jspecify.annotations.NullMarked;
