@NullMarked
package io.fairlead.demo.namespace;

import org.jspecify.annotations.NullMarked;
