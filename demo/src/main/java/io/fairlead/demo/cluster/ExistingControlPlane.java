package io.fairlead.demo.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fairlead.client.UnusableClusterException;
import io.fairlead.demo.machine.Ports;
import io.fairlead.operator.ClusterSerialization;
import io.fairlead.operator.LoadBalancerOperator;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * An API server that was there before, with its controllers and its scheduler. What the demo puts there it deletes at the end; what was
 * left there by a demo that was killed it deletes before it begins.
 */
final class ExistingControlPlane implements ControlPlane {

    private static final String POD_RANGE = "198.18.0.0/15";
    private static final String FIRST_POD = "198.18.0.2";
    private static final String OPERATOR_NAMESPACE = "fairlead-system";

    /** How long one request may take, and a connection may take to be made. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int RETRIES = 2;

    private final KubernetesClient client;
    private final KubernetesClient operatorClient;
    private final Path kubeconfig;
    private final Leftovers leftovers;
    private final DemoLease lease;

    private ExistingControlPlane(
            KubernetesClient client, KubernetesClient operatorClient, Path kubeconfig, DemoLease lease) {
        this.client = client;
        this.operatorClient = operatorClient;
        this.kubeconfig = kubeconfig;
        this.lease = lease;
        leftovers = new Leftovers(client);
    }

    /** Throws {@link IOException} and {@link UnusableClusterException} with one line for the user; nothing was created then. */
    static ExistingControlPlane open(Path userKubeconfig, Path folder)
            throws IOException, UnusableClusterException, InterruptedException {
        Path kubeconfig = folder.resolve("kubeconfig");
        new UserKubeconfig(userKubeconfig).copyTo(kubeconfig, DemoCluster.NAMESPACE);
        KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(config(kubeconfig, RETRIES))
                .build();
        try {
            check(client);
            DemoLease lease = DemoLease.acquire(client);
            try {
                new Leftovers(client).delete();
            } catch (RuntimeException e) {
                lease.close();
                throw e;
            }
            // What an operator asks for and fails it tries again itself.
            KubernetesClient operatorClient = new KubernetesClientBuilder()
                    .withConfig(config(kubeconfig, 0))
                    .withKubernetesSerialization(ClusterSerialization.create())
                    .build();
            return new ExistingControlPlane(client, operatorClient, kubeconfig, lease);
        } catch (KubernetesClientException e) {
            client.close();
            throw UnusableClusterException.of(client.getMasterUrl(), e);
        } catch (IOException | UnusableClusterException | InterruptedException | RuntimeException e) {
            client.close();
            throw e;
        }
    }

    private static Config config(Path kubeconfig, int retries) {
        Config config = Config.fromKubeconfig(kubeconfig.toFile());
        config.setConnectionTimeout(Math.toIntExact(PATIENCE.toMillis()));
        config.setRequestTimeout(Math.toIntExact(PATIENCE.toMillis()));
        config.setRequestRetryBackoffLimit(retries);
        return config;
    }

    private static void check(KubernetesClient client) throws IOException, UnusableClusterException {
        for (HasMetadata node : client.nodes().list().getItems()) {
            if (!node.getMetadata().getName().equals(DemoCluster.NODE)) {
                throw unusable(
                        client,
                        "it has a node, " + node.getMetadata().getName()
                                + " (expected: none, the demo brings its own)");
            }
        }
        if (client.namespaces().withName(OPERATOR_NAMESPACE).get() != null) {
            throw unusable(
                    client,
                    "it has a namespace " + OPERATOR_NAMESPACE
                            + " (expected: no fairlead operator, the demo brings its own)");
        }
        Optional<Lease> held = client
                .leases()
                .inAnyNamespace()
                .withField("metadata.name", LoadBalancerOperator.NAME)
                .list()
                .getItems()
                .stream()
                .filter(ExistingControlPlane::isHeld)
                .findFirst();
        if (held.isPresent()) {
            throw unusable(
                    client,
                    "a fairlead operator holds the lease %s/%s (expected: none, the demo brings its own)"
                            .formatted(held.get().getMetadata().getNamespace(), LoadBalancerOperator.NAME));
        }
        Ports.checkFree(SamplePorts.at(InetAddress.getByName(FIRST_POD)));
        Service any =
                client.services().inNamespace("default").withName("kubernetes").get();
        if (any != null) {
            Ports.checkFree(SamplePorts.at(InetAddress.getByName(any.getSpec().getClusterIP())));
        }
    }

    private static boolean isHeld(Lease lease) {
        String holder = lease.getSpec().getHolderIdentity();
        ZonedDateTime renewed = lease.getSpec().getRenewTime();
        Integer seconds = lease.getSpec().getLeaseDurationSeconds();
        return holder != null
                && !holder.isEmpty()
                && renewed != null
                && seconds != null
                && renewed.plusSeconds(seconds).isAfter(ZonedDateTime.now(renewed.getZone()));
    }

    private static UnusableClusterException unusable(KubernetesClient client, String why) {
        return new UnusableClusterException("the cluster at %s: %s".formatted(client.getMasterUrl(), why));
    }

    @Override
    public String server() {
        return "API server of --cluster";
    }

    @Override
    public KubernetesClient client() {
        return client;
    }

    @Override
    public KubernetesClient operatorClient() {
        return operatorClient;
    }

    @Override
    public Path kubeconfig() {
        return kubeconfig;
    }

    @Override
    public String podRange() {
        return POD_RANGE;
    }

    @Override
    public boolean serverSideApply() {
        return true;
    }

    @Override
    public void clear() throws InterruptedException {
        leftovers.delete();
    }

    @Override
    public void close() {
        lease.close();
        operatorClient.close();
        client.close();
    }
}
