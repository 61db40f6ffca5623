package io.fairlead.proxy;

import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.proxy.config.ConfigListener;
import io.fairlead.proxy.config.ConfigParser;
import io.fairlead.proxy.config.ConfigVersion;
import io.fairlead.proxy.config.InvalidConfigException;
import io.fairlead.proxy.snapshot.Refusal;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the newest content of where a configuration is kept; one that is refused is logged, and what runs, if anything, goes on. What is
 * valid and cannot be run here, most often for an address that is in use, is tried again every {@value #RETRY_SECONDS} s without another
 * word until it runs or is not wanted any more. Used on the thread of its executor.
 */
final class ConfigReloader implements ConfigListener {

    private static final Logger log = LoggerFactory.getLogger(ConfigReloader.class);
    private static final long RETRY_SECONDS = 2;

    private final String source;
    private final ConfigParser parser;
    private final StandaloneProxy proxy;
    private final ScheduledExecutorService executor;
    private @Nullable Future<?> retry;

    /** Creates one; {@code source} tells in the log where the configuration is kept. */
    ConfigReloader(String source, ConfigParser parser, StandaloneProxy proxy, ScheduledExecutorService executor) {
        this.source = source;
        this.parser = parser;
        this.proxy = proxy;
        this.executor = executor;
    }

    @Override
    public void changed(String text) {
        forget();
        try {
            GrpcLoadBalancer config = parser.parse(text);
            String refusal = apply(config);
            if (refusal != null) {
                logRefusal(refusal);
            }
        } catch (InvalidConfigException e) {
            refused(ConfigVersion.in(text), e.faults());
        } catch (RuntimeException | StackOverflowError e) {
            failed(ConfigVersion.in(text), e);
        }
    }

    /** Its content is what runs. */
    void confirmed() {
        forget();
        proxy.confirmed();
    }

    @Override
    public void lost(InvalidConfigException reason) {
        forget();
        refused(null, reason.faults());
    }

    /** Returns why it cannot be run yet; {@code null} where it runs. */
    private @Nullable String apply(GrpcLoadBalancer config) {
        try {
            proxy.apply(config);
            return null;
        } catch (ConfigRefusedException e) {
            retry = executor.schedule(() -> applyAgain(config), RETRY_SECONDS, TimeUnit.SECONDS);
            return e.reason();
        }
    }

    private void applyAgain(GrpcLoadBalancer config) {
        try {
            apply(config);
        } catch (RuntimeException | StackOverflowError e) {
            failed(ConfigVersion.of(config), e);
        }
    }

    private void forget() {
        if (retry != null) {
            retry.cancel(false);
            retry = null;
        }
    }

    private void failed(@Nullable ConfigVersion version, Throwable fault) {
        log.atError()
                .setMessage("configuration cannot be applied for a fault of this program")
                .addKeyValue("source", source)
                .setCause(fault)
                .log();
        proxy.refused(new Refusal(version, "internal error, see the log"));
    }

    private void refused(@Nullable ConfigVersion version, List<String> faults) {
        faults.forEach(this::logRefusal);
        proxy.refused(new Refusal(version, String.join("; ", faults)));
    }

    private void logRefusal(String fault) {
        log.atError()
                .setMessage("configuration refused, what runs goes on")
                .addKeyValue("source", source)
                .addKeyValue("fault", fault)
                .log();
    }
}
