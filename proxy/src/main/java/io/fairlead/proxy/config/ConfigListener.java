package io.fairlead.proxy.config;

/** Hears of a configuration's changes where it is kept. */
public interface ConfigListener {

    /** Its content is now {@code text}. */
    void changed(String text);

    /** It can no longer be read; said once. */
    void lost(InvalidConfigException reason);
}
