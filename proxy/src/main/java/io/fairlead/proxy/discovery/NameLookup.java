package io.fairlead.proxy.discovery;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Resolves DNS names. */
public interface NameLookup {

    /** Starts to resolve {@code name}; {@code answer} is given the outcome, once, on the control thread. */
    void resolve(String name, Consumer<Answer> answer);

    /** What a name resolved to. */
    sealed interface Answer {

        /**
         * The name has these addresses.
         *
         * @param addresses one or more, in a stable order
         * @param ttl how long they may be used
         */
        record Found(List<InetAddress> addresses, Duration ttl) implements Answer {}

        /**
         * It could not be resolved.
         *
         * @param reason why, in words
         */
        record Failed(String reason) implements Answer {}
    }
}
