package io.fairlead.demo.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;

/** An API server, and the controllers that a cluster always has. */
interface ControlPlane extends AutoCloseable {

    /** Returns what kind of API server it is, in a few words. */
    String server();

    /** Returns a client that may do everything. */
    KubernetesClient client();

    /** Returns another, which reads as an operator has to. */
    KubernetesClient operatorClient();

    /** Returns the kubeconfig for the user, whose namespace is the demo's. */
    Path kubeconfig();

    /** Returns the addresses of pods, in CIDR notation. */
    String podRange();

    /** Whether it knows server-side apply. */
    boolean serverSideApply();

    /** Deletes what was created, where it would outlive the demo; the node still runs then. */
    void clear() throws InterruptedException;

    /** Ends what was started. */
    @Override
    void close();
}
