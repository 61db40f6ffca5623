package io.fairlead.proxy.grpc;

import io.fairlead.proxy.http2.Abuse;
import io.fairlead.proxy.http2.Decoded;
import io.fairlead.proxy.http2.ErrorCode;
import io.fairlead.proxy.http2.Fields;
import io.netty.buffer.ByteBuf;

/** An RPC's request: it comes on the client's stream, is checked, and goes out on a server's, on another one once more if need be. */
final class Request implements Flow.Listener {

    private final Exchange exchange;
    private final ClientConnection client;
    private final int stream;
    private final RequestHead head;
    private final RpcAccount account;
    private final Flow flow;
    private final ReceiveWindow window;
    private final BodyLength length;
    private final SentRequest sent = new SentRequest();

    Request(Exchange exchange, int stream, RequestHead head, RpcAccount account) {
        this.exchange = exchange;
        this.stream = stream;
        this.head = head;
        this.account = account;
        client = exchange.client();
        flow = new Flow(this, HeldBytes.of(client));
        window = new ReceiveWindow(client, stream, client.growth());
        length = BodyLength.of(head.contentLength());
    }

    Flow flow() {
        return flow;
    }

    // From the client.

    void data(ByteBuf piece, int flowBytes, boolean endStream) {
        if (flow.hasEnded()) {
            client.fault(stream, ErrorCode.STREAM_CLOSED, Abuse.PROTOCOL, "DATA behind the end of a stream");
            return;
        }
        if (!window.received(flowBytes)) {
            client.fault(stream, ErrorCode.FLOW_CONTROL_ERROR, Abuse.FLOW_CONTROL, "more than the stream's window");
            return;
        }
        int bytes = piece.readableBytes();
        if (!length.add(bytes) || (endStream && !length.isWhole())) {
            wrongLength();
            return;
        }
        if (flowBytes > bytes) {
            window.handedOn(flowBytes - bytes);
        }
        if (endStream) {
            window.end();
        }
        flow.arrived(piece, endStream);
    }

    private void wrongLength() {
        client.fault(stream, ErrorCode.PROTOCOL_ERROR, Abuse.CONTENT_LENGTH, "another length than content-length");
    }

    void trailers(Fields fields, boolean endStream, Decoded decoded) {
        if (flow.hasEnded()) {
            client.fault(stream, ErrorCode.STREAM_CLOSED, Abuse.PROTOCOL, "HEADERS behind the end of a stream");
            return;
        }
        try {
            if (!endStream || decoded != Decoded.WHOLE) {
                throw new Malformed("trailers that do not end the stream, or that are more than may be");
            }
            FieldRules.checkTrailers(fields);
        } catch (Malformed e) {
            client.fault(stream, ErrorCode.PROTOCOL_ERROR, e.kind(), e.reason());
            return;
        }
        if (!length.isWhole()) {
            wrongLength();
            return;
        }
        sent.dropForGood();
        window.end();
        flow.end(fields);
    }

    /** Notes that it is all in its header fields. */
    void end() {
        if (!length.isWhole()) {
            wrongLength();
            return;
        }
        window.end();
        flow.end(null);
    }

    /** Whether the client has sent all of it. */
    boolean hasEnded() {
        return flow.hasEnded();
    }

    // To the server.

    /** Goes out on a stream of {@code server} from now on. */
    void sendOn(ServerConnection server, int serverStream) {
        boolean whole = flow.isEmptyEnd();
        server.sendHeaders(serverStream, fields(), whole);
        flow.attach(server, serverStream);
        if (whole) {
            flow.finish();
        } else {
            flow.pump();
        }
    }

    /** The deadline is passed on as what is left of it. */
    private Fields fields() {
        Fields own = head.fields();
        if (head.timeoutNanos() < 0) {
            return own;
        }
        LoopState loop = client.loop();
        Fields fields = loop.scratch();
        byte[] left = GrpcTimeout.value(head.timeoutNanos() - account.ageNanos(loop.now()));
        for (int i = 0; i < own.count(); i++) {
            if (i == head.timeoutField()) {
                fields.add(own, i, left);
            } else {
                fields.add(own, i);
            }
        }
        return fields;
    }

    @Override
    public void sending(Flow out, ByteBuf data, int bytes) {
        exchange.moved();
        int fresh = sent.add(data, bytes);
        if (fresh > 0) {
            account.toServer().count(data, data.readerIndex() + bytes - fresh, fresh, head.isGrpc());
            window.handedOn(fresh);
        }
    }

    @Override
    public void finished(Flow out) {}

    @Override
    public void outOfMemory(Flow out) {
        exchange.outOfMemory();
    }

    /** Whether all of it went out, the end of the stream included. */
    boolean isFinished() {
        return flow.isFinished();
    }

    /** Goes out on no stream for now. */
    void detach() {
        flow.detach();
    }

    /** Whether it can go out once more. */
    boolean isKept() {
        return sent.isKept();
    }

    /** Goes out once more, from its beginning, as soon as there is a stream. */
    void rewind() {
        flow.rewind(sent.rewind());
    }

    /** Notes that the server has begun to answer: it goes out once more in no case. */
    void dropSent() {
        sent.dropForGood();
    }

    /** Drops what is held of it: nobody wants it any more. */
    void abandon() {
        flow.abandon();
        window.end();
    }
}
