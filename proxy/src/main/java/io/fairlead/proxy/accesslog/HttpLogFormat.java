package io.fairlead.proxy.accesslog;

import io.fairlead.proxy.rpc.RpcRecord;
import java.time.ZoneId;
import java.util.HexFormat;

/**
 * The line of HAProxy's {@code option httplog} for an RPC, from the client's address on, and after it what gRPC adds: the status, the messages
 * and the bytes to the server and to the client.
 * {@code %ci:%cp [%tr] %ft %b/%s %TR/%Tw/%Tc/%Tr/%Ta %ST %B %CC %CS %tsc %ac/%fc/%bc/%sc/%rc %sq/%bq "%r"}. Only one thread may use it at a
 * time.
 *
 * <p>Metadata of an RPC comes in one piece, so that {@code %TR} is 0, and nobody captures cookies. In the request, what could be taken for its
 * end or for that of the line is written as HAProxy writes it: {@code #} and two hexadecimal digits.
 */
public final class HttpLogFormat {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final LogFields fields;

    /**
     * Creates a format.
     *
     * @param zone the zone of the time, which the line itself does not name
     */
    public HttpLogFormat(ZoneId zone) {
        fields = new LogFields(zone);
    }

    /** Appends the line, without an end of line. */
    public void append(RpcRecord rpc, StringBuilder line) {
        LogFields.appendClient(rpc.client(), line);
        fields.appendTime(rpc.began(), line);
        LogFields.appendRoute(rpc.listener(), rpc.backend(), rpc.server(), line);
        appendTimes(rpc, line);
        line.append(' ').append(rpc.httpStatus());
        line.append(' ').append(rpc.bytesToClient());
        line.append(" - - ").append(rpc.termination().letters()).append("--");
        LogFields.appendCounts(
                rpc.processConnections(), rpc.listenerConnections(), rpc.backendRpcs(), rpc.serverRpcs(), line);
        LogFields.appendRetries(rpc.retries(), rpc.redispatched(), line);
        LogFields.appendQueues(rpc.serverQueue(), rpc.backendQueue(), line);
        appendRequest(rpc, line);
        appendGrpc(rpc, line);
    }

    private static void appendTimes(RpcRecord rpc, StringBuilder line) {
        line.append(" 0/").append(rpc.waitMillis());
        line.append('/').append(rpc.connectMillis());
        line.append('/').append(rpc.responseMillis());
        line.append('/').append(rpc.totalMillis());
    }

    private static void appendRequest(RpcRecord rpc, StringBuilder line) {
        line.append(" \"");
        appendEscaped(rpc.method(), line);
        line.append(' ');
        appendEscaped(rpc.path(), line);
        line.append(" HTTP/2.0\"");
    }

    /** A character stands for a byte of the request, or is one that no request has. */
    private static void appendEscaped(String text, StringBuilder line) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7f && c != '"' && c != '#') {
                line.append(c);
            } else {
                line.append('#').append(HEX.toHexDigits((byte) c));
            }
        }
    }

    private static void appendGrpc(RpcRecord rpc, StringBuilder line) {
        line.append(' ').append(rpc.grpcStatus());
        line.append(' ').append(rpc.messagesToServer());
        line.append('/').append(rpc.messagesToClient());
        line.append(' ').append(rpc.bytesToServer());
        line.append('/').append(rpc.bytesToClient());
    }
}
