package io.fairlead.proxy;

import io.fairlead.api.v1alpha1.GrpcLoadBalancer;

/** Who is compared. */
enum Contender {
    FAIRLEAD {
        @Override
        LoadBalancerUnderTest start(GrpcLoadBalancer config) throws Exception {
            return FairleadUnderTest.start(config);
        }
    },
    HAPROXY {
        @Override
        LoadBalancerUnderTest start(GrpcLoadBalancer config) throws Exception {
            return HaproxyUnderTest.start(config);
        }
    };

    /** Starts one that runs {@code config}; it accepts connections when this returns. */
    abstract LoadBalancerUnderTest start(GrpcLoadBalancer config) throws Exception;
}
