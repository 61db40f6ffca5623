package io.fairlead.proxy.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsQueryDecoder;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DatagramDnsResponseEncoder;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** A DNS server on a free UDP port of loopback. It answers for the names that it was given; others do not exist. */
public final class DnsServer implements AutoCloseable {

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Map<String, List<Address>> zone = new ConcurrentHashMap<>();
    private final Map<String, Alias> aliases = new ConcurrentHashMap<>();
    private final Queue<String> queries = new ConcurrentLinkedQueue<>();
    private final Channel channel;
    private volatile boolean silent;

    private record Address(InetAddress address, int ttlSeconds) {

        DnsRecordType type() {
            return address instanceof Inet4Address ? DnsRecordType.A : DnsRecordType.AAAA;
        }
    }

    private record Alias(String target, int ttlSeconds) {}

    private DnsServer() {
        channel = new Bootstrap()
                .group(loops)
                .channel(NioDatagramChannel.class)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel opened) {
                        opened.pipeline()
                                .addLast(
                                        new DatagramDnsQueryDecoder(), new DatagramDnsResponseEncoder(), new Answers());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
    }

    public static DnsServer start() {
        return new DnsServer();
    }

    /** Returns what has a resolver ask this server alone. */
    public DnsServerAddressStreamProvider provider() {
        return new SingletonDnsServerAddressStreamProvider((InetSocketAddress) channel.localAddress());
    }

    /** Answers for {@code name} with {@code addresses}, IPv4 and IPv6 alike, from now on; with none the name exists without one. */
    public DnsServer answer(String name, int ttlSeconds, String... addresses) {
        zone.put(name + ".", List.of());
        return add(name, ttlSeconds, addresses);
    }

    /** Answers for {@code name} with {@code addresses} too. */
    public DnsServer add(String name, int ttlSeconds, String... addresses) {
        List<Address> all = new ArrayList<>(zone.getOrDefault(name + ".", List.of()));
        for (String address : addresses) {
            all.add(new Address(parsed(address), ttlSeconds));
        }
        zone.put(name + ".", List.copyOf(all));
        return this;
    }

    /** Answers for {@code name} with the name {@code target}, and what there is for that one. */
    public DnsServer alias(String name, int ttlSeconds, String target) {
        aliases.put(name + ".", new Alias(target + ".", ttlSeconds));
        return this;
    }

    /** Says from now on that there is no such name. */
    public void remove(String name) {
        zone.remove(name + ".");
    }

    /** Whether it leaves all queries without an answer. */
    public void silent(boolean value) {
        silent = value;
    }

    /** Returns the names that were asked for so far, a name for each query. */
    public List<String> queries() {
        return List.copyOf(queries);
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private static InetAddress parsed(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private final class Answers extends SimpleChannelInboundHandler<DatagramDnsQuery> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramDnsQuery query) {
            DnsQuestion question = query.recordAt(DnsSection.QUESTION);
            queries.add(question.name());
            if (!silent) {
                context.writeAndFlush(response(query, question));
            }
        }

        private DatagramDnsResponse response(DatagramDnsQuery query, DnsQuestion question) {
            DatagramDnsResponse response = new DatagramDnsResponse(
                    /* sender= */ query.recipient(), /* recipient= */ query.sender(), query.id());
            response.addRecord(DnsSection.QUESTION, question);
            Alias alias = aliases.get(question.name());
            if (alias != null) {
                response.addRecord(DnsSection.ANSWER, record(question.name(), alias));
            }
            String name = alias == null ? question.name() : alias.target();
            List<Address> addresses = zone.get(name);
            if (addresses == null) {
                response.setCode(DnsResponseCode.NXDOMAIN);
            } else {
                addresses.stream()
                        .filter(address -> address.type().equals(question.type()))
                        .forEach(address -> response.addRecord(DnsSection.ANSWER, record(name, address)));
            }
            return response;
        }

        private static DnsRecord record(String name, Address address) {
            ByteBuf data = Unpooled.wrappedBuffer(address.address().getAddress());
            return new DefaultDnsRawRecord(name, address.type(), address.ttlSeconds(), data);
        }

        private static DnsRecord record(String name, Alias alias) {
            ByteBuf data = Unpooled.buffer();
            for (String label : alias.target().split("\\.", 0)) {
                data.writeByte(label.length()).writeCharSequence(label, US_ASCII);
            }
            return new DefaultDnsRawRecord(name, DnsRecordType.CNAME, alias.ttlSeconds(), data.writeByte(0));
        }
    }
}
