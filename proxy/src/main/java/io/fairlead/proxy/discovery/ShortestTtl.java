package io.fairlead.proxy.discovery;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.resolver.dns.DnsCache;
import io.netty.resolver.dns.DnsCacheEntry;
import io.netty.resolver.dns.DnsCnameCache;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A DNS cache that keeps nothing but the shortest TTL of the addresses and aliases that it was given. Used on one event loop alone. */
final class ShortestTtl implements DnsCache, DnsCnameCache {

    private long seconds = Long.MAX_VALUE;

    /** Returns the shortest TTL, or nothing where no record was given. */
    Optional<Duration> shortest() {
        return seconds == Long.MAX_VALUE ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
    }

    @Override
    public DnsCacheEntry cache(
            String hostname,
            DnsRecord @Nullable [] additionals,
            InetAddress address,
            long originalTtl,
            EventLoop loop) {
        seconds = Math.min(seconds, originalTtl);
        return new Entry(address, null);
    }

    @Override
    public DnsCacheEntry cache(String hostname, DnsRecord @Nullable [] additionals, Throwable cause, EventLoop loop) {
        return new Entry(null, cause);
    }

    @Override
    public void cache(String hostname, String alias, long originalTtl, EventLoop loop) {
        seconds = Math.min(seconds, originalTtl);
    }

    @Override
    public @Nullable String get(String hostname) {
        return null;
    }

    @Override
    public List<DnsCacheEntry> get(String hostname, DnsRecord @Nullable [] additionals) {
        return List.of();
    }

    @Override
    public boolean clear(String hostname) {
        return false;
    }

    @Override
    public void clear() {}

    private record Entry(
            @Nullable InetAddress address, @Nullable Throwable cause) implements DnsCacheEntry {}
}
