package io.fairlead.proxy;

import io.fairlead.proxy.config.ConfigListener;
import io.fairlead.proxy.config.ConfigVersion;
import io.fairlead.proxy.config.InvalidConfigException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes on a configuration that is newer than what runs, by uid and generation, or that does not say which it is. The mounted file and
 * the API tell of the same ConfigMap, and either may be late. Used on one thread at a time.
 */
final class NewerConfigs implements ConfigListener {

    private static final Logger log = LoggerFactory.getLogger(NewerConfigs.class);

    private final Supplier<@Nullable ConfigVersion> running;
    private final Runnable confirmed;
    private final ConfigListener next;
    private @Nullable String last;

    /**
     * Creates one that has passed on nothing.
     *
     * @param running what runs at the moment
     * @param confirmed is called where what comes is what runs
     */
    NewerConfigs(Supplier<@Nullable ConfigVersion> running, Runnable confirmed, ConfigListener next) {
        this.running = running;
        this.confirmed = confirmed;
        this.next = next;
    }

    @Override
    public void changed(String text) {
        if (text.equals(last)) {
            return;
        }
        last = text;
        ConfigVersion before = running.get();
        ConfigVersion version = ConfigVersion.in(text);
        if (before == null || version == null || version.isNewerThan(before)) {
            next.changed(text);
        } else if (version.equals(before)) {
            confirmed.run();
        } else {
            log.atInfo()
                    .setMessage("configuration is older than the one that runs, it is ignored")
                    .addKeyValue("generation", version.generation())
                    .addKeyValue("running", before.generation())
                    .log();
        }
    }

    @Override
    public void lost(InvalidConfigException reason) {
        last = null;
        next.lost(reason);
    }
}
