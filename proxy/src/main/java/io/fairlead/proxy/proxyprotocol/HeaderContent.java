package io.fairlead.proxy.proxyprotocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyProtocolException;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import io.netty.handler.codec.haproxy.HAProxyTLV;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** What a header that was read means. */
final class HeaderContent {

    /** The type of the TLV that identifies the connection, and what HAProxy and the protocol allow it to have. */
    static final byte UNIQUE_ID = 0x05;

    private static final int LONGEST_UNIQUE_ID = 128;

    /** The type of the TLV with the host name. */
    static final byte AUTHORITY = 0x02;

    private static final int LONGEST_AUTHORITY = 255;

    private HeaderContent() {}

    /**
     * Returns where the connection began. A header that speaks of no TCP connection, such as {@code LOCAL} or {@code UNKNOWN}, is that of
     * the peer's own: its addresses stay.
     *
     * @param own the connection's own addresses
     * @throws HAProxyProtocolException where a TLV is longer than it may be
     */
    static Origin origin(HAProxyMessage header, Origin own) {
        String uniqueId = tlv(header, UNIQUE_ID, LONGEST_UNIQUE_ID);
        String authority = tlv(header, AUTHORITY, LONGEST_AUTHORITY);
        if (header.command() != HAProxyCommand.PROXY || !isTcp(header.proxiedProtocol())) {
            return new Origin(own.source(), own.destination(), uniqueId, authority);
        }
        return new Origin(
                address(header.sourceAddress(), header.sourcePort()),
                address(header.destinationAddress(), header.destinationPort()),
                uniqueId,
                authority);
    }

    private static boolean isTcp(HAProxyProxiedProtocol protocol) {
        return protocol == HAProxyProxiedProtocol.TCP4 || protocol == HAProxyProxiedProtocol.TCP6;
    }

    private static @Nullable String tlv(HAProxyMessage header, byte type, int longest) {
        for (HAProxyTLV tlv : header.tlvs()) {
            if (tlv.typeByteValue() == type) {
                int length = tlv.content().readableBytes();
                if (length > longest) {
                    throw new HAProxyProtocolException(
                            "TLV %d of %d bytes (expected: at most %d)".formatted(type, length, longest));
                }
                return tlv.content().toString(ISO_8859_1);
            }
        }
        return null;
    }

    /** An IPv4 address that IPv6 maps becomes that address. */
    private static InetSocketAddress address(String text, int port) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        try {
            return new InetSocketAddress(InetAddress.getByAddress(bytes), port);
        } catch (UnknownHostException e) {
            throw new HAProxyProtocolException(e);
        }
    }
}
