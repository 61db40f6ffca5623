package io.fairlead.proxy.backend;

import java.net.InetSocketAddress;

/**
 * What an endpoint is known by when it goes and comes again: its next object has the same key.
 *
 * @param name the server's name
 * @param address resolved
 */
public record EndpointKey(String name, InetSocketAddress address) {}
