/** The machine that is measured on: its CPUs, processes, ports and files, and the clocks that are read. */
@NullMarked
package io.fairlead.bench.lab;

import org.jspecify.annotations.NullMarked;
