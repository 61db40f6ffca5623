package io.fairlead.proxy.discovery;

import java.net.InetSocketAddress;

/**
 * An address at which a server of a backend was found.
 *
 * @param name the server's name
 * @param address resolved
 */
public record Target(String name, InetSocketAddress address) {}
