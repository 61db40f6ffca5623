package io.fairlead.demo.control;

import org.junit.jupiter.api.Nested;

/** Our controllers, on the embedded API server. */
class EmbeddedControllersTest {

    @Nested
    class Deployments extends DeploymentBehaviour {

        Deployments() {
            super(ControlPlane.embedded());
        }
    }

    @Nested
    class EndpointSlices extends EndpointsBehaviour {

        EndpointSlices() {
            super(ControlPlane.embedded());
        }
    }

    @Nested
    class Ownership extends OwnershipBehaviour {

        Ownership() {
            super(ControlPlane.embedded());
        }
    }
}
