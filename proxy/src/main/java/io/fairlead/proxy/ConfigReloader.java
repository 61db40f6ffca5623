package io.fairlead.proxy;

import io.fairlead.proxy.config.ConfigParser;
import io.fairlead.proxy.config.FileWatcher;
import io.fairlead.proxy.config.InvalidConfigException;
import io.fairlead.proxy.snapshot.Refusal;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a file's newest content; one that is refused is logged, and what ran before goes on. Used on one thread. */
final class ConfigReloader implements FileWatcher.Listener {

    private static final Logger log = LoggerFactory.getLogger(ConfigReloader.class);

    private final Path file;
    private final ConfigParser parser;
    private final StandaloneProxy proxy;

    ConfigReloader(Path file, ConfigParser parser, StandaloneProxy proxy) {
        this.file = file;
        this.parser = parser;
        this.proxy = proxy;
    }

    @Override
    public void changed(String text) {
        try {
            proxy.apply(parser.parse(text));
        } catch (InvalidConfigException e) {
            e.faults().forEach(this::logRefusal);
            proxy.refused(new Refusal(null, String.join("; ", e.faults())));
        } catch (ConfigRefusedException e) {
            logRefusal(e.reason());
        } catch (RuntimeException | StackOverflowError e) {
            log.atError()
                    .setMessage("configuration cannot be applied for a fault of this program")
                    .addKeyValue("file", file)
                    .setCause(e)
                    .log();
            proxy.refused(new Refusal(null, "internal error, see the log"));
        }
    }

    @Override
    public void lost(InvalidConfigException reason) {
        reason.faults().forEach(this::logRefusal);
        proxy.refused(new Refusal(null, String.join("; ", reason.faults())));
    }

    private void logRefusal(String fault) {
        log.atError()
                .setMessage("configuration refused, the old one goes on")
                .addKeyValue("file", file)
                .addKeyValue("fault", fault)
                .log();
    }
}
