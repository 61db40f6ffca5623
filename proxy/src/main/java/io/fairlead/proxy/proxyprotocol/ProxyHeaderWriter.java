package io.fairlead.proxy.proxyprotocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.fairlead.api.v1alpha1.ProxyProtocolTlv;
import io.fairlead.api.v1alpha1.ProxyProtocolVersion;
import io.fairlead.api.v1alpha1.SendProxy;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageEncoder;
import io.netty.handler.codec.haproxy.HAProxyProtocolVersion;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import io.netty.handler.codec.haproxy.HAProxyTLV;
import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** Writes the PROXY header that a connection to a server begins with. It is not flushed, and nothing is left in the pipeline. */
public final class ProxyHeaderWriter {

    private static final String MAPPED_PREFIX = "::ffff:";

    private ProxyHeaderWriter() {}

    /** Writes that of a client's connection. */
    public static void write(Channel server, SendProxy config, Origin origin) {
        write(server, message(config, origin));
    }

    /**
     * Writes that of a probe, as HAProxy does: version 2 can say that the connection is the proxy's own, version 1 tells of its addresses.
     */
    public static void writeForProbe(SocketChannel server, SendProxy config) {
        if (config.version() == ProxyProtocolVersion.V2) {
            write(
                    server,
                    new HAProxyMessage(
                            HAProxyProtocolVersion.V2,
                            HAProxyCommand.LOCAL,
                            HAProxyProxiedProtocol.UNKNOWN,
                            null,
                            null,
                            0,
                            0));
        } else {
            write(server, config, new Origin(server.localAddress(), server.remoteAddress(), null, null));
        }
    }

    private static void write(Channel server, HAProxyMessage header) {
        server.pipeline().addFirst(HAProxyMessageEncoder.INSTANCE);
        server.write(header, server.voidPromise());
        server.pipeline().remove(HAProxyMessageEncoder.INSTANCE);
    }

    private static HAProxyMessage message(SendProxy config, Origin origin) {
        InetSocketAddress source = origin.source();
        InetSocketAddress destination = origin.destination();
        boolean ipv4 = isIpv4(source) && isIpv4(destination);
        return new HAProxyMessage(
                config.version() == ProxyProtocolVersion.V1 ? HAProxyProtocolVersion.V1 : HAProxyProtocolVersion.V2,
                HAProxyCommand.PROXY,
                ipv4 ? HAProxyProxiedProtocol.TCP4 : HAProxyProxiedProtocol.TCP6,
                text(source.getAddress(), ipv4),
                text(destination.getAddress(), ipv4),
                source.getPort(),
                destination.getPort(),
                tlvs(config, origin));
    }

    private static boolean isIpv4(InetSocketAddress address) {
        return address.getAddress() instanceof Inet4Address;
    }

    private static String text(InetAddress address, boolean ipv4) {
        String text = NetUtil.toAddressString(address);
        return address instanceof Inet4Address && !ipv4 ? MAPPED_PREFIX + text : text;
    }

    private static List<HAProxyTLV> tlvs(SendProxy config, Origin origin) {
        List<HAProxyTLV> tlvs = new ArrayList<>(config.tlvsOrNone().size());
        for (ProxyProtocolTlv tlv : config.tlvsOrNone()) {
            switch (tlv) {
                case UniqueId ->
                    tlvs.add(tlv(
                            HeaderContent.UNIQUE_ID, origin.uniqueId() == null ? UniqueIds.next() : origin.uniqueId()));
                case Authority -> {
                    if (origin.authority() != null) {
                        tlvs.add(tlv(HeaderContent.AUTHORITY, origin.authority()));
                    }
                }
            }
        }
        return tlvs;
    }

    private static HAProxyTLV tlv(byte type, String value) {
        return new HAProxyTLV(type, Unpooled.wrappedBuffer(value.getBytes(ISO_8859_1)));
    }
}
