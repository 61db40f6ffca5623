/**
 * The types of fairlead's custom resources. The CustomResourceDefinitions are generated from them, the operator and the proxy
 * read and write them, and a configuration file holds one.
 *
 * <p>Records of many components have a builder in the package {@code builder}, generated, so that code need not say what is left out.
 *
 * <p>A component that may be {@code null} was left out of the resource; its Javadoc says what that means.
 */
@NullMarked
@RecordBuilder.Include(
        value = {
            Backend.class,
            BackendTimeouts.class,
            Balance.class,
            ConnectionLifetime.class,
            Drain.class,
            EndpointOverride.class,
            GrpcLoadBalancerSpec.class,
            HealthCheck.class,
            Listener.class,
            ListenerHttp2.class,
            ListenerTimeouts.class,
            Server.class,
            TcpOptions.class
        },
        packagePattern = "@.builder")
package io.fairlead.api.v1alpha1;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.NullMarked;
