package io.fairlead.proxy.testing;

import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.APIResourceListBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesMixedDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.ServerRequest;
import io.fabric8.mockwebserver.ServerResponse;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.fairlead.api.v1alpha1.ManagedNames;
import io.fairlead.api.v1alpha1.ProxyReport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Kubernetes API server in memory, on a port of loopback, that may be away for a while, or answer in another way than it would. */
public final class KubernetesApi implements AutoCloseable {

    public static final String NAMESPACE = "shop";

    private static final Logger log = LoggerFactory.getLogger(KubernetesApi.class);
    private static final String DISCOVERY = "/apis/discovery.k8s.io/v1";
    private static final int SERVICE_PORT = 80;

    private final Map<ServerRequest, Queue<ServerResponse>> answers = new HashMap<>();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final Queue<String> bodies = new ConcurrentLinkedQueue<>();
    private final KubernetesMixedDispatcher dispatcher = new KubernetesMixedDispatcher(answers) {
        @Override
        public MockResponse dispatch(RecordedRequest request) {
            requests.add(request.getMethod() + " " + request.getPath());
            bodies.add(new String(request.getBody().getBytes(), StandardCharsets.UTF_8));
            MockResponse answer = fault.apply(request);
            return answer == null ? super.dispatch(request) : answer;
        }
    };

    /** What it answers instead of what it would; {@code null} where it does not. */
    private volatile Function<RecordedRequest, @Nullable MockResponse> fault = request -> null;

    private final int port;
    private KubernetesMockServer server;
    private KubernetesClient client;

    private KubernetesApi(int port) {
        this.port = port;
        comeBack();
        APIResourceList resources = new APIResourceListBuilder()
                .addNewResource()
                .withName("endpointslices")
                .withKind("EndpointSlice")
                .withNamespaced(true)
                .endResource()
                .build();
        server.expect().get().withPath(DISCOVERY).andReturn(200, resources).always();
        server.expectCustomResource(CustomResourceDefinitionContext.fromCustomResourceType(ProxyReport.class));
    }

    public static KubernetesApi start() throws Exception {
        return new KubernetesApi(Sockets.unused().getPort());
    }

    /** Returns what leads a client to it, in {@link #NAMESPACE}. */
    public Config config() {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl("http://127.0.0.1:" + port)
                .withNamespace(NAMESPACE)
                .build();
    }

    /** Returns a kubeconfig that leads a process to it, in {@link #NAMESPACE}. */
    public String kubeconfig() {
        return """
                apiVersion: v1
                kind: Config
                clusters: [{name: test, cluster: {server: "http://127.0.0.1:%d"}}]
                users: [{name: test, user: {token: none}}]
                contexts: [{name: test, context: {cluster: test, user: test, namespace: %s}}]
                current-context: test
                """.formatted(port, NAMESPACE);
    }

    /** Ends all its connections, and takes none. */
    public void goAway() {
        client.close();
        server.destroy();
    }

    /** Listens again, and knows what it knew. */
    public void comeBack() {
        server = new KubernetesMockServer(new Context(), new MockWebServer(), answers, dispatcher, false);
        server.init(InetAddress.getLoopbackAddress(), port);
        client = server.createClient();
    }

    /** Answers with {@code status} whatever request's method and path match the regular expression {@code requests}. */
    public void refuse(String requests, int status) {
        answerInstead(requests, () -> new MockResponse().setResponseCode(status).setBody("{}"));
    }

    /** Answers what {@code answer} says where a request's method and path match the regular expression {@code requests}. */
    public void answerInstead(String requests, Supplier<@Nullable MockResponse> answer) {
        Pattern pattern = Pattern.compile(requests);
        fault = request ->
                pattern.matcher(request.getMethod() + " " + request.getPath()).find() ? answer.get() : null;
    }

    /** Answers everything as it would again. */
    public void recover() {
        fault = request -> null;
    }

    /** Returns the method and path of each request so far, also of those that were answered in another way. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Returns the body of each request so far. */
    public List<String> bodies() {
        return List.copyOf(bodies);
    }

    /** Says what stands in the ConfigMap of that name under the key of a configuration. */
    public void putConfig(String name, String text) {
        client.configMaps()
                .inNamespace(NAMESPACE)
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .addToData(ManagedNames.CONFIG_KEY, text)
                        .build())
                .createOr(existing -> existing.update());
    }

    /** Returns the report of the pod of that name; {@code null} where there is none. */
    public @Nullable ProxyReport report(String pod) {
        return client.resources(ProxyReport.class)
                .inNamespace(NAMESPACE)
                .withName(pod)
                .get();
    }

    /** Does not serve {@code discovery.k8s.io/v1} from now on. */
    public void withoutEndpointSlices() {
        answers.clear();
        server.expect().get().withPath(DISCOVERY).andReturn(404, "").always();
    }

    public KubernetesClient client() {
        return client;
    }

    /** Creates a Service with the port {@code grpc}, number 80. */
    public void createService(String name) {
        client.services()
                .inNamespace(NAMESPACE)
                .resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .addNewPort()
                        .withName("grpc")
                        .withPort(SERVICE_PORT)
                        .endPort()
                        .endSpec()
                        .build())
                .create();
    }

    /** Says, in an EndpointSlice of its own, that the Service has this pod. */
    public void putPod(String service, String pod, InetSocketAddress address, boolean ready) {
        client.discovery()
                .v1()
                .endpointSlices()
                .inNamespace(NAMESPACE)
                .resource(new EndpointSliceBuilder()
                        .withNewMetadata()
                        .withName(service + "-" + pod)
                        .addToLabels("kubernetes.io/service-name", service)
                        .endMetadata()
                        .withAddressType("IPv4")
                        .addNewPort()
                        .withName("grpc")
                        .withPort(address.getPort())
                        .endPort()
                        .addNewEndpoint()
                        .withAddresses(address.getAddress().getHostAddress())
                        .withNewConditions()
                        .withReady(ready)
                        .endConditions()
                        .withNewTargetRef()
                        .withKind("Pod")
                        .withName(pod)
                        .endTargetRef()
                        .endEndpoint()
                        .build())
                .createOr(existing -> existing.update());
    }

    /** On a loaded machine the server may not be gone in time; then it ends with the tests. */
    @Override
    public void close() {
        try {
            goAway();
        } catch (IllegalStateException e) {
            log.atWarn().setMessage("API server not closed").setCause(e).log();
        }
    }
}
