package io.fairlead.proxy.testing;

import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.APIResourceListBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMixedDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.ServerRequest;
import io.fabric8.mockwebserver.ServerResponse;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/** A Kubernetes API server in memory, on a port of loopback, that may be away for a while. */
public final class KubernetesApi implements AutoCloseable {

    public static final String NAMESPACE = "shop";

    private static final String DISCOVERY = "/apis/discovery.k8s.io/v1";
    private static final int SERVICE_PORT = 80;

    private final Map<ServerRequest, Queue<ServerResponse>> answers = new HashMap<>();
    private final KubernetesMixedDispatcher dispatcher = new KubernetesMixedDispatcher(answers);
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

    @Override
    public void close() {
        goAway();
    }
}
