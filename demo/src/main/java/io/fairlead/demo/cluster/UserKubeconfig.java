package io.fairlead.demo.cluster;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedCluster;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A kubeconfig of the user's, of which the demo uses a copy: it is never written, and neither are the contexts that are not current. */
final class UserKubeconfig {

    private final Path file;

    UserKubeconfig(Path file) {
        this.file = file.toAbsolutePath();
    }

    /**
     * Writes what leads to the same cluster as the same user, with another namespace, to a new file that its owner alone can read.
     *
     * @throws IOException with one line for the user, where it cannot be read, or is none
     */
    void copyTo(Path copy, String namespace) throws IOException {
        Config all = read();
        Context current = named(all.getCurrentContext(), all).getContext();
        Config config = new Config();
        config.setApiVersion("v1");
        config.setKind("Config");
        config.setCurrentContext(namespace);
        config.setContexts(List.of(context(current, namespace)));
        config.setClusters(List.of(cluster(current, all)));
        config.setUsers(user(current, all).map(List::of).orElse(List.of()));
        Files.createFile(copy, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(copy, Serialization.asYaml(config));
    }

    /**
     * Returns the URL of the API server, for whoever connects to it directly.
     *
     * @throws IOException with one line for the user, where it cannot be read, or is none, or wants a proxy
     */
    URI server() throws IOException {
        Config all = read();
        Cluster cluster =
                cluster(named(all.getCurrentContext(), all).getContext(), all).getCluster();
        if (cluster.getProxyUrl() != null && !cluster.getProxyUrl().isEmpty()) {
            throw malformed(
                    "cluster.proxy-url",
                    cluster.getProxyUrl(),
                    "none, for an API server that is connected to directly");
        }
        try {
            return new URI(cluster.getServer());
        } catch (URISyntaxException e) {
            throw malformed("cluster.server", cluster.getServer(), "a URL such as https://127.0.0.1:6443");
        }
    }

    private Config read() throws IOException {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new IOException("--cluster: %s (expected: a kubeconfig that can be read)".formatted(file), e);
        }
        try {
            Config config = Serialization.unmarshal(text, Config.class);
            if (config != null) {
                return config;
            }
        } catch (RuntimeException e) {
            throw new IOException("--cluster: %s: no YAML of a kubeconfig (expected: a kubeconfig)".formatted(file), e);
        }
        throw new IOException("--cluster: %s: empty (expected: a kubeconfig)".formatted(file));
    }

    private NamedContext named(@Nullable String name, Config config) throws IOException {
        return config.getContexts().stream()
                .filter(context ->
                        context.getName() != null && context.getName().equals(name))
                .filter(context -> context.getContext() != null)
                .findFirst()
                .orElseThrow(() -> malformed("current-context", name, "the name of one of its contexts"));
    }

    private NamedContext context(Context current, String namespace) {
        Context copy = new Context();
        copy.setCluster(current.getCluster());
        copy.setUser(current.getUser());
        copy.setNamespace(namespace);
        NamedContext named = new NamedContext();
        named.setName(namespace);
        named.setContext(copy);
        return named;
    }

    private NamedCluster cluster(Context current, Config all) throws IOException {
        NamedCluster named = all.getClusters().stream()
                .filter(cluster ->
                        cluster.getName() != null && cluster.getName().equals(current.getCluster()))
                .filter(cluster ->
                        cluster.getCluster() != null && cluster.getCluster().getServer() != null)
                .findFirst()
                .orElseThrow(() ->
                        malformed("context.cluster", current.getCluster(), "the name of a cluster with a server"));
        Cluster cluster = named.getCluster();
        cluster.setCertificateAuthority(absolute(cluster.getCertificateAuthority()));
        return named;
    }

    private Optional<NamedAuthInfo> user(Context current, Config all) {
        Optional<NamedAuthInfo> named = all.getUsers().stream()
                .filter(user -> user.getName() != null && user.getName().equals(current.getUser()))
                .filter(user -> user.getUser() != null)
                .findFirst();
        named.map(NamedAuthInfo::getUser).ifPresent(this::makePathsAbsolute);
        return named;
    }

    private void makePathsAbsolute(AuthInfo user) {
        user.setClientCertificate(absolute(user.getClientCertificate()));
        user.setClientKey(absolute(user.getClientKey()));
        user.setTokenFile(absolute(user.getTokenFile()));
        if (user.getExec() != null
                && user.getExec().getCommand() != null
                && user.getExec().getCommand().contains("/")) {
            user.getExec().setCommand(absolute(user.getExec().getCommand()));
        }
    }

    /** Paths are relative to the file that they are in. */
    private @Nullable String absolute(@Nullable String path) {
        return path == null || path.isEmpty() ? path : file.resolveSibling(path).toString();
    }

    private IOException malformed(String field, @Nullable String value, String expected) {
        return new IOException("--cluster: %s: %s: %s (expected: %s)"
                .formatted(file, field, value == null || value.isEmpty() ? "nothing" : value, expected));
    }
}
