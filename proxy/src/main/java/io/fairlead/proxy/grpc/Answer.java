package io.fairlead.proxy.grpc;

import io.fairlead.proxy.http2.Abuse;
import io.fairlead.proxy.http2.Decoded;
import io.fairlead.proxy.http2.ErrorCode;
import io.fairlead.proxy.http2.Fields;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/** An RPC's answer: it comes on a server's stream, is checked, and goes out on the client's; or it is the proxy's own, all of it or its end. */
final class Answer implements Flow.Listener {

    private static final int MOST_INFORMATIONAL = 10;

    private final Exchange exchange;
    private final ClientConnection client;
    private final int stream;
    private final RequestHead request;
    private final RpcAccount account;
    private final Flow flow;
    private @Nullable ReceiveWindow window;
    private BodyLength length = BodyLength.ANY;
    private int informational;
    private boolean headed;
    private boolean grpc;

    Answer(Exchange exchange, int stream, RequestHead request, RpcAccount account) {
        this.exchange = exchange;
        this.stream = stream;
        this.request = request;
        this.account = account;
        client = exchange.client();
        flow = new Flow(this, HeldBytes.of(client));
        flow.attach(client, stream);
    }

    Flow flow() {
        return flow;
    }

    // From the server.

    /** Comes on a stream of {@code server} from now on. */
    void expectOn(ServerConnection server, int serverStream) {
        window = new ReceiveWindow(server, serverStream, client.growth());
    }

    /** Comes on no stream any more. */
    void detach() {
        if (window != null) {
            window.end();
            window = null;
        }
    }

    void headers(Fields fields, boolean endStream, Decoded decoded) throws Malformed {
        if (flow.hasEnded()) {
            throw new Malformed(Abuse.PROTOCOL, "HEADERS behind the end of the answer");
        }
        if (decoded != Decoded.WHOLE) {
            Abuse kind = decoded == Decoded.TOO_MANY ? Abuse.HEADER_COUNT : Abuse.HEADER_LIST;
            throw new Malformed(kind, "more header fields than may be");
        }
        if (headed) {
            trailers(fields, endStream);
            return;
        }
        AnswerHead head = AnswerHead.of(fields);
        if (head.isInformational()) {
            informational(fields, endStream);
        } else {
            head(fields, head, endStream);
        }
    }

    private void informational(Fields fields, boolean endStream) throws Malformed {
        if (endStream || ++informational > MOST_INFORMATIONAL) {
            throw new Malformed("an informational answer that ends the stream, or too many of them");
        }
        exchange.answerBegins();
        client.sendHeaders(stream, fields, false);
    }

    private void head(Fields fields, AnswerHead head, boolean endStream) throws Malformed {
        if (!request.isHead() && !head.isWithoutBody()) {
            length = BodyLength.of(head.contentLength());
        }
        if (endStream) {
            requireWhole();
        }
        headed = true;
        grpc = head.grpc();
        exchange.answerBegins();
        account.answered(client.loop().now(), head.status());
        client.sendHeaders(stream, fields, endStream);
        if (endStream) {
            account.grpcStatus(AnswerHead.grpcStatus(fields));
            flow.finish();
        }
    }

    private void requireWhole() throws Malformed {
        if (!length.isWhole()) {
            throw wrongLength();
        }
    }

    private static Malformed wrongLength() {
        return new Malformed(Abuse.CONTENT_LENGTH, "another length than content-length");
    }

    private void trailers(Fields fields, boolean endStream) throws Malformed {
        if (!endStream) {
            throw new Malformed("trailers that do not end the stream");
        }
        FieldRules.checkTrailers(fields);
        requireWhole();
        account.grpcStatus(AnswerHead.grpcStatus(fields));
        if (window != null) {
            window.end();
        }
        flow.end(fields);
    }

    void data(ByteBuf piece, int flowBytes, boolean endStream) throws Malformed {
        if (!headed || flow.hasEnded()) {
            throw new Malformed(Abuse.PROTOCOL, "DATA before the header fields, or behind the end of the answer");
        }
        if (window == null || !window.received(flowBytes)) {
            throw new Malformed(Abuse.FLOW_CONTROL, "more than the stream's window");
        }
        int bytes = piece.readableBytes();
        if (!length.add(bytes) || (endStream && !length.isWhole())) {
            throw wrongLength();
        }
        if (flowBytes > bytes) {
            window.handedOn(flowBytes - bytes);
        }
        if (endStream) {
            window.end();
        }
        flow.arrived(piece, endStream);
    }

    /** Whether its header fields have come, those of the final answer. */
    boolean isHeaded() {
        return headed;
    }

    /** Whether the client was sent something of it, be it informational. */
    boolean hasBegun() {
        return headed || informational > 0;
    }

    /** Whether all of it has come. */
    boolean hasEnded() {
        return flow.hasEnded();
    }

    // To the client.

    /** Whether something of it waits for the client to take it. */
    boolean isHeld() {
        return flow.isHolding();
    }

    @Override
    public void sending(Flow out, ByteBuf data, int bytes) {
        exchange.moved();
        account.toClient().count(data, data.readerIndex(), bytes, grpc);
        if (window != null) {
            window.handedOn(bytes);
        }
    }

    @Override
    public void finished(Flow out) {
        exchange.answered();
    }

    @Override
    public void outOfMemory(Flow out) {
        exchange.outOfMemory();
    }

    /** Drops what is held of it: nobody wants it any more. */
    void abandon() {
        flow.abandon();
    }

    // Of the proxy itself.

    /** Tells the client of {@code failure}; returns {@code false} where all that could be done was to reset the stream. */
    boolean fail(Failure failure) {
        if (headed && !(grpc && account.toClient().atBoundary())) {
            client.sendReset(stream, ErrorCode.INTERNAL_ERROR.code());
            return false;
        }
        if (headed) {
            client.sendHeaders(stream, ProxyAnswer.trailers(failure), true);
            account.grpcStatus(failure.status().code());
        } else if (request.isGrpc()) {
            client.sendHeaders(stream, ProxyAnswer.trailersOnly(failure), true);
            account.httpStatus(200);
            account.grpcStatus(failure.status().code());
        } else {
            account.httpStatus(failure.httpStatus());
            failInHttp(failure);
        }
        return true;
    }

    private void failInHttp(Failure failure) {
        byte[] body = ProxyAnswer.body(failure);
        boolean hasRoom = !request.isHead() && client.room(flow.window()) >= body.length;
        client.sendHeaders(stream, ProxyAnswer.ofHttp(failure, body), !hasRoom);
        if (hasRoom) {
            client.sendData(stream, Unpooled.wrappedBuffer(body), body.length, true);
        }
    }
}
