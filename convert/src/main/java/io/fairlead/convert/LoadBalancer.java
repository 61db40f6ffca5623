package io.fairlead.convert;

import io.fairlead.api.v1alpha1.GrpcLoadBalancerSpec;

/** A GrpcLoadBalancer, as far as a user writes one. */
record LoadBalancer(String name, GrpcLoadBalancerSpec spec) {}
