package io.fairlead.demo.control;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Kubernetes' own controllers: what the tests of ours expect is true of them. They run beside the other tests that need a cluster. */
@Tag("cluster")
@EnabledIfEnvironmentVariable(named = ControlPlane.KUBECONFIG, matches = ".+", disabledReason = "no real API server")
class KubernetesControllersTest {

    @Nested
    class Deployments extends DeploymentBehaviour {

        Deployments() {
            super(ControlPlane.kubernetes());
        }
    }

    @Nested
    class EndpointSlices extends EndpointsBehaviour {

        EndpointSlices() {
            super(ControlPlane.kubernetes());
        }
    }

    @Nested
    class Ownership extends OwnershipBehaviour {

        Ownership() {
            super(ControlPlane.kubernetes());
        }
    }
}
