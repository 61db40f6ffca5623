package io.fairlead.proxy.grpc;

import io.fairlead.proxy.http2.Abuse;
import io.fairlead.proxy.http2.ConnectionFault;
import io.fairlead.proxy.http2.Decoded;
import io.fairlead.proxy.http2.ErrorCode;
import io.fairlead.proxy.http2.Fields;

/**
 * Says what becomes of header fields that come on a stream of a client that is not open: they begin a request, they are of one that is too much or
 * malformed, or they come too late.
 */
final class RequestAdmission {

    private final ClientConnection connection;
    private final ClientStreams streams;

    RequestAdmission(ClientConnection connection, ClientStreams streams) {
        this.connection = connection;
        this.streams = streams;
    }

    /** Takes header fields, which are lent. */
    void headers(int stream, Fields fields, boolean endStream, Decoded decoded) {
        if (!ClientStreams.isOfClient(stream)) {
            throw new ConnectionFault(ErrorCode.PROTOCOL_ERROR, Abuse.PROTOCOL, "an even number of a stream");
        } else if (stream <= streams.last()) {
            late(stream);
        } else if (!connection.isLeaving()) {
            streams.opened(stream);
            request(stream, fields, endStream, decoded);
        }
    }

    private void late(int stream) {
        switch (streams.kind(stream)) {
            case RESET -> connection.limits().controlFrame(Abuse.CONTROL_FRAMES, connection.now());
            case ENDED ->
                throw new ConnectionFault(ErrorCode.STREAM_CLOSED, Abuse.PROTOCOL, "HEADERS on a closed stream");
            case UNKNOWN ->
                throw new ConnectionFault(
                        ErrorCode.PROTOCOL_ERROR, Abuse.PROTOCOL, "a number of a stream that is not the next");
        }
    }

    private void request(int stream, Fields fields, boolean endStream, Decoded decoded) {
        if (connection.exchangeCount() >= connection.limits().maxConcurrentStreams()) {
            connection.fault(stream, ErrorCode.REFUSED_STREAM, Abuse.STREAMS, "more streams than may be");
            return;
        }
        try {
            switch (decoded) {
                case WHOLE -> connection.begin(stream, RequestHead.of(fields.copy()), endStream);
                case LIST_TOO_LARGE -> refuse(stream, fields, endStream, Abuse.HEADER_LIST, "bytes of header fields");
                case TOO_MANY -> refuse(stream, fields, endStream, Abuse.HEADER_COUNT, "header fields");
            }
        } catch (Malformed e) {
            connection.fault(stream, ErrorCode.PROTOCOL_ERROR, e.kind(), e.reason());
        }
    }

    /** Answers a request of more header fields than may be, without a server. */
    private void refuse(int stream, Fields kept, boolean endStream, Abuse kind, String what) {
        connection.abused(kind);
        connection.sendHeaders(stream, answer(kept, Failure.fieldsTooLarge("more " + what + " than may be")), true);
        if (!endStream) {
            connection.sendReset(stream, ErrorCode.NO_ERROR.code());
        }
        streams.closed(stream, ClientStreams.Kind.RESET);
        connection.limits().reset(connection.now());
    }

    private static Fields answer(Fields kept, Failure failure) {
        int type = kept.find(Names.CONTENT_TYPE);
        boolean grpc = type >= 0 && Names.isGrpc(kept.bytes(), kept.valueStart(type), kept.valueLength(type));
        return grpc ? ProxyAnswer.trailersOnly(failure) : ProxyAnswer.ofHttp(failure, new byte[0]);
    }
}
