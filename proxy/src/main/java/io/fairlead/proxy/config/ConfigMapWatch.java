package io.fairlead.proxy.config;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fairlead.api.v1alpha1.ManagedNames;
import io.fairlead.proxy.kubernetes.Cluster;
import io.fairlead.proxy.kubernetes.Follower;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the configuration in a ConfigMap. While there is no ConfigMap its listener is not called. */
public final class ConfigMapWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ConfigMapWatch.class);

    private final String name;
    private final ConfigListener listener;
    private final Follower<ConfigMap> follower;

    /** Used on the listener's thread, as is {@link #lost}. */
    private boolean missing;

    private boolean lost;

    private ConfigMapWatch(Cluster cluster, String namespace, String name, Executor executor, ConfigListener listener) {
        this.name = name;
        this.listener = listener;
        follower = cluster.follow(
                cluster.client().configMaps().inNamespace(namespace).withField("metadata.name", name),
                "ConfigMap " + name,
                found -> executor.execute(() -> changed(found)));
    }

    /** Starts; it does not wait for the API server. {@code executor} calls the listener, one call at a time. */
    public static ConfigMapWatch start(
            Cluster cluster, String namespace, String name, Executor executor, ConfigListener listener) {
        return new ConfigMapWatch(cluster, namespace, name, executor, listener);
    }

    /** Ends it; calls of the listener that the executor was given go on. */
    @Override
    public void close() {
        follower.stop();
    }

    private void changed(List<ConfigMap> found) {
        if (found.isEmpty()) {
            logMissing();
            return;
        }
        missing = false;
        String text = text(found.getFirst());
        if (text != null) {
            lost = false;
            listener.changed(text);
        } else if (!lost) {
            lost = true;
            listener.lost(new InvalidConfigException(FieldPath.ROOT
                    .field("data")
                    .field(ManagedNames.CONFIG_KEY)
                    .fault("missing", "a GrpcLoadBalancer in YAML")));
        }
    }

    private static @Nullable String text(ConfigMap map) {
        return map.getData() == null ? null : map.getData().get(ManagedNames.CONFIG_KEY);
    }

    private void logMissing() {
        if (!missing) {
            missing = true;
            log.atWarn()
                    .setMessage("ConfigMap does not exist, a configuration that runs goes on")
                    .addKeyValue("name", name)
                    .log();
        }
    }
}
