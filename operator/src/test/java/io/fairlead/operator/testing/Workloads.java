package io.fairlead.operator.testing;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.api.v1alpha1.BackendStatus;
import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.api.v1alpha1.EndpointStatus;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.Listener;
import io.fairlead.api.v1alpha1.ListenerStatus;
import io.fairlead.api.v1alpha1.ProxyReport;
import io.fairlead.api.v1alpha1.ProxyReportStatus;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** Plays the controllers, the kubelet and the proxies of a {@link TestCluster}, when told to. */
public final class Workloads {

    private final TestCluster cluster;
    private final KubernetesClient client;

    public Workloads(TestCluster cluster) {
        this.cluster = cluster;
        client = cluster.client();
    }

    /** Makes of the load balancer's Deployment a ReplicaSet and its pods, all of them ready. */
    public void run(GrpcLoadBalancer resource) {
        Deployment deployment = Objects.requireNonNull(cluster.owned(Deployment.class, resource));
        int replicas = deployment.getSpec().getReplicas();
        ReplicaSet replicaSet = client.resource(replicaSet(deployment)).create();
        IntStream.range(0, replicas)
                .forEach(number -> client.resource(pod(replicaSet, number)).create());
        client.resource(new DeploymentBuilder(deployment)
                        .withNewStatus()
                        .withObservedGeneration(deployment.getMetadata().getGeneration())
                        .withReplicas(replicas)
                        .withUpdatedReplicas(replicas)
                        .withReadyReplicas(replicas)
                        .withAvailableReplicas(replicas)
                        .endStatus()
                        .build())
                .updateStatus();
    }

    /** Each pod says that it runs {@code resource}, listens on all of its listeners, and sees an endpoint of each backend that is up. */
    public void report(GrpcLoadBalancer resource) {
        for (Pod pod : pods(resource)) {
            ProxyReport report = new ProxyReport();
            report.setMetadata(new ObjectMetaBuilder()
                    .withName(pod.getMetadata().getName())
                    .withNamespace(TestCluster.NAMESPACE)
                    .withLabels(pod.getMetadata().getLabels())
                    .withOwnerReferences(new OwnerReferenceBuilder(owner(pod))
                            .withController(null)
                            .build())
                    .build());
            if (client.resource(report).get() == null) {
                client.resource(report).create();
            }
            report.setStatus(status(resource));
            client.resource(report).updateStatus();
        }
    }

    public List<Pod> pods(GrpcLoadBalancer resource) {
        return client.pods()
                .inNamespace(TestCluster.NAMESPACE)
                .withLabel("fairlead.io/name", resource.getMetadata().getName())
                .list()
                .getItems();
    }

    private static ProxyReportStatus status(GrpcLoadBalancer resource) {
        String now = Instant.now().toString();
        List<ListenerStatus> listeners = resource.getSpec().listeners().stream()
                .map((Listener listener) -> new ListenerStatus(listener.name(), listener.port(), null))
                .toList();
        EndpointStatus endpoint =
                new EndpointStatus(null, "10.0.0.1", 50051, EndpointState.Up, null, null, null, null, now);
        List<BackendStatus> backends = resource.getSpec().backends().stream()
                .map(backend -> new BackendStatus(backend.name(), null, 1, 1, List.of(endpoint)))
                .toList();
        return new ProxyReportStatus(
                resource.getMetadata().getUid(),
                resource.getMetadata().getGeneration(),
                null,
                null,
                now,
                listeners,
                backends);
    }

    private static ReplicaSet replicaSet(Deployment deployment) {
        return new ReplicaSetBuilder()
                .withNewMetadata()
                .withName(deployment.getMetadata().getName() + "-1")
                .withNamespace(TestCluster.NAMESPACE)
                .withLabels(deployment.getSpec().getTemplate().getMetadata().getLabels())
                .withOwnerReferences(owner(deployment))
                .endMetadata()
                .withNewSpec()
                .withTemplate(deployment.getSpec().getTemplate())
                .endSpec()
                .build();
    }

    private static Pod pod(ReplicaSet replicaSet, int number) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(replicaSet.getMetadata().getName() + "-" + number)
                .withNamespace(TestCluster.NAMESPACE)
                .withLabels(replicaSet.getMetadata().getLabels())
                .withOwnerReferences(owner(replicaSet))
                .endMetadata()
                .withSpec(replicaSet.getSpec().getTemplate().getSpec())
                .withNewStatus()
                .withPhase("Running")
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .withLastTransitionTime(Instant.now().toString())
                .endCondition()
                .endStatus()
                .build();
    }

    private static OwnerReference owner(HasMetadata owner) {
        return new OwnerReferenceBuilder()
                .withApiVersion(owner.getApiVersion())
                .withKind(owner.getKind())
                .withName(owner.getMetadata().getName())
                .withUid(owner.getMetadata().getUid())
                .withController(true)
                .build();
    }
}
