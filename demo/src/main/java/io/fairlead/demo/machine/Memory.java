package io.fairlead.demo.machine;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Sees that there is memory for all of the demo's processes before the first of them is started.
 *
 * @param root of the files by which Linux tells of itself
 * @param heap what this JVM can have on its heap, in bytes
 */
public record Memory(Path root, long heap) {

    /** Of this JVM's heap, in MiB: what is left of {@code -Xmx96m}, with which a demo was seen to run. */
    static final long HEAP = 90;

    /** Of the memory, in MiB: what was measured of this JVM, two proxies and, at the most, four echo servers, and a little more. */
    static final long ALL = 850;

    private static final long MIB = 1L << 20;

    public static Memory ofThisProcess() {
        return new Memory(Path.of("/"), Runtime.getRuntime().maxMemory());
    }

    /** Throws {@link IOException} with one line for the user where there is too little. */
    public void check() throws IOException {
        if (heap < HEAP * MIB) {
            throw new IOException(
                    "the JVM's heap: at most %d MiB (expected: at least %d MiB; -Xmx of FAIRLEAD_JAVA_OPTS)"
                            .formatted(heap / MIB, HEAP));
        }
        for (MemoryLimit limit : MemoryLimit.ofThisProcess(root)) {
            if (limit.available() < ALL * MIB) {
                throw new IOException("memory: %s has %d MiB available (expected: at least %d MiB, for seven JVMs)"
                        .formatted(limit.name(), limit.available() / MIB, ALL));
            }
        }
    }
}
