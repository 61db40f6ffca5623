package io.fairlead.operator.testing;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.server.mock.KubernetesMixedDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.ServerRequest;
import io.fabric8.mockwebserver.ServerResponse;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.ManagedNames;
import io.fairlead.operator.ClusterSerialization;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Kubernetes API server in memory that serves fairlead's resources. It has no controllers: see {@link Workloads}. */
public final class TestCluster implements AutoCloseable {

    public static final String NAMESPACE = "shop";

    private static final Logger log = LoggerFactory.getLogger(TestCluster.class);

    private static final List<String> CRDS =
            List.of("grpcloadbalancers.fairlead.io.yaml", "proxyreports.fairlead.io.yaml");

    private final Map<ServerRequest, Queue<ServerResponse>> answers = new ConcurrentHashMap<>();
    private final KubernetesMockServer server;
    private final KubernetesClient client;

    private TestCluster() {
        server = new KubernetesMockServer(
                new Context(), new MockWebServer(), answers, new KubernetesMixedDispatcher(answers), false);
        server.init();
        refuseNothing();
        client = server.createClient();
        CRDS.forEach(this::createCrd);
    }

    public static TestCluster start() {
        return new TestCluster();
    }

    /** Returns the tests' own client. */
    public KubernetesClient client() {
        return client;
    }

    /** Returns a client for an operator, which reads as the operator does and whose requests are told to {@code interceptors}. */
    public KubernetesClient newClient(Interceptor... interceptors) {
        return new KubernetesClientBuilder()
                .withConfig(client.getConfiguration())
                .withKubernetesSerialization(ClusterSerialization.create())
                .withHttpClientBuilderConsumer(builder -> {
                    for (int i = 0; i < interceptors.length; i++) {
                        builder.addOrReplaceInterceptor("test-" + i, interceptors[i]);
                    }
                })
                .build();
    }

    /** From now on what is to be created at that path is answered with {@code code} and {@code message}. */
    public void refuseToCreate(String path, int code, String message) {
        Status status = new StatusBuilder().withCode(code).withMessage(message).build();
        server.expect().post().withPath(path).andReturn(code, status).always();
    }

    /** The next replacement of what is at that path is answered with {@code code} and {@code message}. */
    public void refuseToReplaceOnce(String path, int code, String message) {
        Status status = new StatusBuilder().withCode(code).withMessage(message).build();
        server.expect().put().withPath(path).andReturn(code, status).once();
    }

    /** From now on all that is asked for is done, and whoever asks may do anything. */
    public void refuseNothing() {
        answers.clear();
        SelfSubjectRulesReview review = new SelfSubjectRulesReviewBuilder()
                .withNewStatus()
                .addNewResourceRule()
                .withApiGroups("*")
                .withResources("*")
                .withVerbs("*")
                .endResourceRule()
                .endStatus()
                .build();
        server.expect()
                .post()
                .withPath("/apis/authorization.k8s.io/v1/selfsubjectrulesreviews")
                .andReturn(201, review)
                .always();
    }

    public GrpcLoadBalancer create(GrpcLoadBalancer resource) {
        return client.resource(resource).create();
    }

    /** Creates what {@code yaml} says, whether the types have all of its fields or not. */
    public void create(String yaml) {
        GenericKubernetesResource resource =
                client.getKubernetesSerialization().unmarshal(yaml, GenericKubernetesResource.class);
        client.resource(resource).create();
    }

    public @Nullable GrpcLoadBalancer loadBalancer(String name) {
        return client.resources(GrpcLoadBalancer.class)
                .inNamespace(NAMESPACE)
                .withName(name)
                .get();
    }

    /** Returns the object of that type that has the name of one that {@code loadBalancer} owns. */
    public <R extends HasMetadata> @Nullable R owned(Class<R> type, GrpcLoadBalancer loadBalancer) {
        return client.resources(type)
                .inNamespace(NAMESPACE)
                .withName(ManagedNames.owned(loadBalancer))
                .get();
    }

    public List<Event> events() {
        return client.v1().events().inNamespace(NAMESPACE).list().getItems();
    }

    public String url() {
        return client.getMasterUrl().toString();
    }

    /** Does not serve fairlead's resources any more. */
    public void deleteCrds() {
        client.apiextensions().v1().customResourceDefinitions().delete();
    }

    private void createCrd(String name) {
        InputStream yaml = Objects.requireNonNull(GrpcLoadBalancer.class.getResourceAsStream(name));
        client.resource(client.getKubernetesSerialization().unmarshal(yaml, CustomResourceDefinition.class))
                .create();
    }

    /** On a loaded machine the server may not be gone in time; then it ends with the tests. */
    @Override
    public void close() {
        client.close();
        try {
            server.destroy();
        } catch (IllegalStateException e) {
            log.atWarn().setMessage("API server not closed").setCause(e).log();
        }
    }
}
