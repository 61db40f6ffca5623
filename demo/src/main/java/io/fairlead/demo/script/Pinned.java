package io.fairlead.demo.script;

import java.util.Map;

/**
 * The pods that there were at some moment, where they have to stay: none of them restarted or about to end, and no other proxy beside
 * them. One that was about to end at that moment may go.
 *
 * @param proxies how often each was restarted, by its uid
 * @param backends the same
 */
record Pinned(Map<String, Integer> proxies, Map<String, Integer> backends) {

    static Pinned of(World world) {
        return new Pinned(Pods.lives(world.proxies()), Pods.lives(world.backends()));
    }

    boolean holds(World world) {
        return Pods.lives(world.proxies()).equals(proxies)
                && Pods.lives(world.backends()).entrySet().containsAll(backends.entrySet());
    }
}
