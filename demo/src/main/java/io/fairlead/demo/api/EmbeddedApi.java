package io.fairlead.demo.api;

import io.fabric8.kubernetes.api.model.ConfigBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fairlead.demo.net.AddressRange;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;

/**
 * A Kubernetes API server in this process: it keeps objects in memory, and nobody but its clients acts on them. Who has a token may do
 * everything; without one, nothing.
 */
public final class EmbeddedApi implements AutoCloseable {

    private static final String NAME = "fairlead-demo";
    private static final Duration BOOKMARKS = Duration.ofMinutes(1);

    private final HttpFront front;
    private final URI url;
    private final String authority;
    private final String token;
    private final List<KubernetesClient> clients = new CopyOnWriteArrayList<>();
    private final KubernetesClient client;

    private EmbeddedApi(HttpFront front, URI url, String authority, String token) {
        this.front = front;
        this.url = url;
        this.authority = authority;
        this.token = token;
        client = client(new KubernetesSerialization());
    }

    /**
     * Starts one.
     *
     * @param address where it serves; port 0: any that is free
     * @param serviceRange of which Services are given their addresses: IPv4 in CIDR notation, prefixes of 8-29 bits
     * @throws java.net.BindException where the address is taken
     * @throws IllegalArgumentException where the range is none
     */
    public static EmbeddedApi start(InetSocketAddress address, String serviceRange) throws IOException {
        return start(address, serviceRange, Clock.systemUTC(), BOOKMARKS);
    }

    static EmbeddedApi start(InetSocketAddress address, String serviceRange, Clock clock, Duration bookmarks)
            throws IOException {
        Tokens tokens = new Tokens(clock);
        AddressRange services = AddressRange.parse("serviceRange", serviceRange);
        Api api = new Api(services, tokens, clock, RandomGenerator.getDefault());
        ServerCertificate certificate = ServerCertificate.of(address.getAddress(), clock.instant());
        HttpFront front = HttpFront.start(api, address, certificate, tokens::admits, bookmarks);
        URI url = URI.create("https://%s:%d".formatted(address.getAddress().getHostAddress(), front.port()));
        return new EmbeddedApi(front, url, certificate.authorityData(), tokens.issue());
    }

    public URI url() {
        return url;
    }

    /** Returns a client that may do everything. It is closed with the API server. */
    public KubernetesClient client() {
        return client;
    }

    /** Returns another such client, which reads and writes objects in its own way. It is closed with the API server. */
    public KubernetesClient client(KubernetesSerialization serialization) {
        Config config = new io.fabric8.kubernetes.client.ConfigBuilder(Config.empty())
                .withMasterUrl(url.toString())
                .withCaCertData(authority)
                .withOauthToken(token)
                .withNamespace("default")
                .build();
        KubernetesClient created = new KubernetesClientBuilder()
                .withConfig(config)
                .withKubernetesSerialization(serialization)
                .build();
        clients.add(created);
        return created;
    }

    /** Returns a kubeconfig, as YAML, by which its reader may do everything. */
    public String kubeconfig() {
        return kubeconfig("default");
    }

    /** Returns the same with another namespace for what does not name one. */
    public String kubeconfig(String namespace) {
        return Serialization.asYaml(new ConfigBuilder()
                .addNewCluster()
                .withName(NAME)
                .withNewCluster()
                .withServer(url.toString())
                .withCertificateAuthorityData(authority)
                .endCluster()
                .endCluster()
                .addNewUser()
                .withName(NAME)
                .withNewUser()
                .withToken(token)
                .endUser()
                .endUser()
                .addNewContext()
                .withName(NAME)
                .withNewContext()
                .withCluster(NAME)
                .withUser(NAME)
                .withNamespace(namespace)
                .endContext()
                .endContext()
                .withCurrentContext(NAME)
                .build());
    }

    /** Ends all connections, watches too. */
    @Override
    public void close() {
        clients.forEach(KubernetesClient::close);
        front.close();
    }
}
