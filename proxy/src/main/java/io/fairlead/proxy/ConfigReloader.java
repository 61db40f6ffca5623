package io.fairlead.proxy;

import io.fairlead.proxy.config.ConfigListener;
import io.fairlead.proxy.config.ConfigParser;
import io.fairlead.proxy.config.ConfigVersion;
import io.fairlead.proxy.config.InvalidConfigException;
import io.fairlead.proxy.snapshot.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the newest content of where a configuration is kept; one that is refused is logged, and what runs, if anything, goes on. Used on
 * one thread at a time.
 */
final class ConfigReloader implements ConfigListener {

    private static final Logger log = LoggerFactory.getLogger(ConfigReloader.class);

    private final String source;
    private final ConfigParser parser;
    private final StandaloneProxy proxy;

    /** Creates one; {@code source} tells in the log where the configuration is kept. */
    ConfigReloader(String source, ConfigParser parser, StandaloneProxy proxy) {
        this.source = source;
        this.parser = parser;
        this.proxy = proxy;
    }

    @Override
    public void changed(String text) {
        try {
            proxy.apply(parser.parse(text));
        } catch (InvalidConfigException e) {
            refused(ConfigVersion.in(text), e.faults());
        } catch (ConfigRefusedException e) {
            logRefusal(e.reason());
        } catch (RuntimeException | StackOverflowError e) {
            log.atError()
                    .setMessage("configuration cannot be applied for a fault of this program")
                    .addKeyValue("source", source)
                    .setCause(e)
                    .log();
            proxy.refused(new Refusal(ConfigVersion.in(text), "internal error, see the log"));
        }
    }

    @Override
    public void lost(InvalidConfigException reason) {
        refused(null, reason.faults());
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
