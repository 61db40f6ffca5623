package io.fairlead.demo.script;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fairlead.api.v1alpha1.Balance;
import java.io.IOException;

/** What the script does. Each returns when it is done, and throws {@link KubernetesClientException} where the API server refuses. */
interface Actions {

    /** Creates the namespace, and in it what the sample file has. */
    void applySample();

    /** Has clients call through the load balancer from then on; returns when a first call was answered. */
    void startCalls() throws IOException, InterruptedException;

    /** Kills a backend's processes, at which its port refuses. The node does not notice: only who calls it, and health checks, do. */
    void crash(String backend);

    /** Starts a backend again that {@link #crash} killed. */
    void recover(String backend);

    /** Changes how the backend's connections or calls are spread, as {@code kubectl edit} would. */
    void edit(Balance balance);

    /** Deletes a pod, as {@code kubectl delete pod} would. */
    void deletePod(String pod);

    /** Says how many backends there are to be, as {@code kubectl scale deployment} would. */
    void scaleBackends(int replicas);

    void stopOperator();

    void startOperator();
}
