package io.fairlead.proxy.discovery;

import io.fairlead.proxy.transport.Transport;
import io.netty.channel.EventLoop;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Resolves names by {@code /etc/hosts} and the DNS servers of {@code /etc/resolv.conf}, A and AAAA records alike. */
public final class DnsLookup implements NameLookup {

    /** For names that no DNS server answered for, such as those of {@code /etc/hosts}. */
    private static final Duration WITHOUT_TTL = Duration.ofSeconds(5);

    private final Transport transport;
    private final EventLoop control;
    private final @Nullable DnsServerAddressStreamProvider servers;

    /**
     * Creates a lookup.
     *
     * @param servers the DNS servers to ask; {@code null} for the system's
     */
    public DnsLookup(Transport transport, EventLoop control, @Nullable DnsServerAddressStreamProvider servers) {
        this.transport = transport;
        this.control = control;
        this.servers = servers;
    }

    @Override
    public void resolve(String name, Consumer<Answer> answer) {
        ShortestTtl ttl = new ShortestTtl();
        DnsNameResolver resolver = newResolver(ttl);
        resolver.resolveAll(name).addListener(resolved -> {
            resolver.close();
            if (resolved.isSuccess()) {
                @SuppressWarnings("unchecked")
                List<InetAddress> addresses = (List<InetAddress>) resolved.getNow();
                answer.accept(new Answer.Found(sorted(addresses), ttl.shortest().orElse(WITHOUT_TTL)));
            } else {
                answer.accept(new Answer.Failed(reason(resolved.cause())));
            }
        });
    }

    /** A resolver each time: its cache is how the TTL is learned, and names are resolved seldom. */
    private DnsNameResolver newResolver(ShortestTtl ttl) {
        DnsNameResolverBuilder builder = new DnsNameResolverBuilder(control)
                .datagramChannelFactory(transport::newDatagramChannel)
                .socketChannelFactory(transport::newSocketChannel)
                .resolveCache(ttl)
                .cnameCache(ttl);
        if (servers != null) {
            builder.nameServerProvider(servers);
        }
        return builder.build();
    }

    /** What went wrong, such as NXDOMAIN or a timeout, is said by the cause alone. */
    private static String reason(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return String.valueOf(cause.getMessage()).strip();
    }

    /** DNS servers rotate their answers: without an order of our own each answer would look like a change. */
    private static List<InetAddress> sorted(List<InetAddress> addresses) {
        return addresses.stream()
                .distinct()
                .sorted(Comparator.comparing(InetAddress::getHostAddress))
                .toList();
    }
}
