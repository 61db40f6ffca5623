package io.fairlead.proxy.http2;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Makes inputs for {@link WireCheck} that reach ever more of the code; CONTRIBUTING.md says how. It is no test of a build: the fuzzer's agent
 * changes classes of the whole JVM, which other tests run in.
 */
class WireFuzz {

    @MethodSource("io.fairlead.proxy.http2.WireSeedsTest#seeds")
    @FuzzTest
    void checks(byte[] input) {
        WireCheck.check(input);
    }
}
