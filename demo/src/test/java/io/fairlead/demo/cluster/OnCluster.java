package io.fairlead.demo.cluster;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A class of tests that run on the {@link Cluster}. Its constructor may take that, and a {@link TestNamespace} of the class's own; it
 * has one instance. Other classes run at the same time.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ClusterExtension.class)
@Tag("cluster")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@interface OnCluster {}
