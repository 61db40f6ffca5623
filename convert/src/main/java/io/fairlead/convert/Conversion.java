package io.fairlead.convert;

import java.util.List;

/**
 * What became of a configuration.
 *
 * @param loadBalancers what does the same, in the order of its frontends; empty where it has a fault
 * @param findings what is to be said of its lines, in their order
 */
record Conversion(List<Converted<LoadBalancer>> loadBalancers, List<Finding> findings) {

    boolean has(Finding.Kind kind) {
        return findings.stream().anyMatch(finding -> finding.kind() == kind);
    }
}
