package io.fairlead.demo.script;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fairlead.api.v1alpha1.Balance;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.ListenerMode;
import io.fairlead.demo.cluster.DemoCluster;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Does what the script does on a cluster. One thread acts; what was done may be asked for by any. */
final class ClusterActions implements Actions, AutoCloseable {

    /** How many clients call. */
    static final int CLIENTS = 8;

    /** 64 calls a second in all, and 16 new connections: enough to see a bar grow, and next to nothing for two cores. */
    private static final CallRate RATE = new CallRate(Duration.ofMillis(125), 4);

    private static final JsonMapper JSON = JsonMapper.builder()
            .defaultPropertyInclusion(JsonInclude.Value.ALL_NON_NULL)
            .build();

    private final DemoCluster cluster;
    private final ListenerMode mode;
    private final Stopwatch clock;
    private final CallLog log;
    private final Set<String> crashed = ConcurrentHashMap.newKeySet();
    private volatile boolean operatorRunning = true;
    private volatile @Nullable Callers callers;

    /**
     * Creates what has done nothing yet.
     *
     * @param cluster its operator runs
     * @param mode the load balancer's; with GRPC the clients share a connection
     * @param log gets the calls
     */
    ClusterActions(DemoCluster cluster, ListenerMode mode, Stopwatch clock, CallLog log) {
        this.cluster = cluster;
        this.mode = mode;
        this.clock = clock;
        this.log = log;
    }

    private KubernetesClient client() {
        return cluster.client();
    }

    @Override
    public void applySample() {
        for (HasMetadata object : Sample.objects(client(), mode)) {
            client().resource(object).inNamespace(Sample.NAMESPACE).createOr(NonDeletingOperation::update);
        }
    }

    @Override
    public void startCalls() throws InterruptedException {
        ServiceSpec service = client().services()
                .inNamespace(Sample.NAMESPACE)
                .withName(Sample.OWNED)
                .require()
                .getSpec();
        Pod backend = client().pods()
                .inNamespace(Sample.NAMESPACE)
                .withLabel(Sample.BACKEND_LABEL, Sample.NAME)
                .list()
                .getItems()
                .getFirst();
        InetSocketAddress server = new InetSocketAddress(
                service.getClusterIP(), service.getPorts().getFirst().getPort());
        String near = backend.getStatus().getPodIP();
        callers = switch (mode) {
            case TCP -> Callers.start(server, ClientAddresses.near(near, CLIENTS), RATE, clock, log);
            case GRPC ->
                Callers.onOneConnection(
                        server, ClientAddresses.near(near, 1).getFirst(), CLIENTS, RATE.pause(), clock, log);
        };
    }

    @Override
    public void crash(String backend) {
        cluster.node().crash(Sample.NAMESPACE, backend);
        crashed.add(backend);
    }

    @Override
    public void recover(String backend) {
        cluster.node().recover(Sample.NAMESPACE, backend);
        crashed.remove(backend);
    }

    @Override
    public void edit(Balance balance) {
        client().resources(GrpcLoadBalancer.class)
                .inNamespace(Sample.NAMESPACE)
                .withName(Sample.NAME)
                .patch(
                        PatchContext.of(PatchType.JSON),
                        "[{\"op\": \"replace\", \"path\": \"/spec/backends/0/balance\", \"value\": %s}]"
                                .formatted(json(balance)));
    }

    private static String json(Balance balance) {
        try {
            return JSON.writeValueAsString(balance);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void deletePod(String pod) {
        client().pods().inNamespace(Sample.NAMESPACE).withName(pod).delete();
    }

    @Override
    public void scaleBackends(int replicas) {
        client().apps()
                .deployments()
                .inNamespace(Sample.NAMESPACE)
                .withName(Sample.NAME)
                .scale(replicas);
    }

    @Override
    public void stopOperator() {
        cluster.stopOperator();
        operatorRunning = false;
    }

    @Override
    public void startOperator() {
        cluster.startOperator();
        operatorRunning = true;
    }

    /** Returns the names of the backends that were killed and have not returned. */
    Set<String> crashed() {
        return Set.copyOf(crashed);
    }

    boolean isOperatorRunning() {
        return operatorRunning;
    }

    /** Ends the calls. */
    @Override
    public void close() {
        Callers begun = callers;
        if (begun != null) {
            begun.close();
        }
    }
}
