package io.fairlead.proxy;

import io.fairlead.api.v1alpha1.DataPath;
import io.fairlead.proxy.testing.Configs;

/** What holds for the relay also holds where bytes stay in the kernel, in HAProxy by {@code option splice-request} and {@code splice-response}. */
class SpliceComparisonTest extends RelayComparisonTest {

    SpliceComparisonTest(Contender contender) {
        super(contender);
    }

    @Override
    Configs changed(Configs config) {
        return config.dataPath(DataPath.Splice);
    }
}
