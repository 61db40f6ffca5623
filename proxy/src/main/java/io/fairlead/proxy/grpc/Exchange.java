package io.fairlead.proxy.grpc;

import io.fairlead.proxy.backend.Assignment;
import io.fairlead.proxy.backend.BackendPool;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.http2.Abuse;
import io.fairlead.proxy.http2.Decoded;
import io.fairlead.proxy.http2.ErrorCode;
import io.fairlead.proxy.http2.Fields;
import io.fairlead.proxy.rpc.RpcRecord;
import io.fairlead.proxy.tcp.Dispatcher;
import io.fairlead.proxy.tcp.Route;
import io.fairlead.proxy.tcp.ServerConnector;
import io.fairlead.proxy.tcp.ServerMark;
import io.fairlead.proxy.tcp.SessionContext;
import io.fairlead.proxy.tcp.Termination;
import io.fairlead.proxy.transport.SocketErrors;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ConnectTimeoutException;
import java.net.InetAddress;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One RPC, or another HTTP request, from its header fields to its end: it finds a server, has a stream there, and passes on what comes either way. All
 * is called on the event loop of both connections.
 *
 * <pre>
 *   PLACING ── place on a server ──► WAITING ── stream ──► SENT ── header fields ──► ANSWERED ── end of the answer ──► OVER
 *      ▲                                │                    │                           │                              ▲
 *      └───────── retry ────────────────┴────────────────────┘                           │                              │
 *      deadline, reset, loss, timeouts, in each of them ─────────────────────────────────┴──────────────────────────────┘
 * </pre>
 *
 * <p>It is tried again only where no server can have processed it: no stream could be had, the stream was refused, it is above the last one of a GOAWAY,
 * or nothing of it had left the proxy; and as long as what was sent of it is still kept.
 */
final class Exchange implements Dispatcher.Outcome, Flow.Listener {

    private static final int MOST_INFORMATIONAL = 10;

    private final ClientConnection client;
    private final int clientStream;
    private final RequestHead head;
    private final LoopState loop;
    private final Route route;
    private final RpcAccount account;
    private final Dispatcher dispatcher;
    private final Flow toServer;
    private final Flow toClient;
    private final ReceiveWindow fromClient;
    private final SentRequest sent = new SentRequest();
    private final BodyLength requestLength;
    private BodyLength answerLength = BodyLength.ANY;
    private @Nullable ReceiveWindow fromServer;
    private @Nullable ServerLink awaited;
    private @Nullable ServerConnection server;
    private int serverStream;
    private long sentAtFlush;
    private @Nullable Future<?> deadline;
    private @Nullable Future<?> waitTimer;
    private long clientMovedNanos;
    private long serverMovedNanos;
    private int informational;
    private boolean answered;
    private boolean answerIsGrpc;
    private boolean over;

    Exchange(ClientConnection client, int clientStream, RequestHead head) {
        this.client = client;
        this.clientStream = clientStream;
        this.head = head;
        loop = client.loop();
        route = client.route();
        SessionContext context = loop.context();
        account = new RpcAccount(context.clock().instant(), loop.now());
        InetAddress address = client.origin().source().getAddress();
        dispatcher = new Dispatcher(
                loop.eventLoop(), address, new RpcKey(head, address, route.pool()), route.pool(), this);
        toServer = new Flow(this, newHeldBytes());
        toClient = new Flow(this, newHeldBytes());
        toClient.attach(client, clientStream);
        fromClient = new ReceiveWindow(client, clientStream, client.growth());
        requestLength = new BodyLength(head.contentLength());
        clientMovedNanos = loop.now();
        serverMovedNanos = clientMovedNanos;
    }

    private HeldBytes newHeldBytes() {
        return new HeldBytes(
                client.channel().alloc(), loop.context().relayStats().buffers());
    }

    void begin(boolean endStream) {
        if (head.isConnect()) {
            fail(Failure.notImplemented("the method CONNECT is not served"));
            return;
        }
        if (endStream) {
            requestEnds();
            if (over) {
                return;
            }
        }
        if (head.timeoutNanos() >= 0) {
            deadline = loop.eventLoop().schedule(this::deadlineOver, head.timeoutNanos(), TimeUnit.NANOSECONDS);
        }
        dispatcher.begin();
    }

    ClientConnection client() {
        return client;
    }

    Flow toServer() {
        return toServer;
    }

    Flow toClient() {
        return toClient;
    }

    // What the client does.

    void requestData(ByteBuf piece, int flowBytes, boolean endStream) {
        clientMovedNanos = loop.now();
        if (toServer.hasEnded()) {
            client.fault(clientStream, ErrorCode.STREAM_CLOSED, Abuse.PROTOCOL, "DATA behind the end of a stream");
            return;
        }
        if (!fromClient.received(flowBytes)) {
            client.fault(
                    clientStream, ErrorCode.FLOW_CONTROL_ERROR, Abuse.FLOW_CONTROL, "more than the stream's window");
            return;
        }
        int bytes = piece.readableBytes();
        if (!requestLength.add(bytes) || (endStream && !requestLength.isWhole())) {
            wrongRequestLength();
            return;
        }
        if (flowBytes > bytes) {
            fromClient.handedOn(flowBytes - bytes);
        }
        if (endStream) {
            fromClient.end();
        }
        toServer.arrived(piece, endStream);
    }

    private void wrongRequestLength() {
        client.fault(
                clientStream, ErrorCode.PROTOCOL_ERROR, Abuse.CONTENT_LENGTH, "another length than content-length");
    }

    void requestTrailers(Fields fields, boolean endStream, Decoded decoded) {
        clientMovedNanos = loop.now();
        if (toServer.hasEnded()) {
            client.fault(clientStream, ErrorCode.STREAM_CLOSED, Abuse.PROTOCOL, "HEADERS behind the end of a stream");
            return;
        }
        try {
            if (!endStream || decoded != Decoded.WHOLE) {
                throw new Malformed("trailers that do not end the stream, or that are more than may be");
            }
            FieldRules.checkTrailers(fields);
        } catch (Malformed e) {
            client.fault(clientStream, ErrorCode.PROTOCOL_ERROR, e.kind(), e.reason());
            return;
        }
        if (!requestLength.isWhole()) {
            wrongRequestLength();
            return;
        }
        sent.dropForGood();
        fromClient.end();
        toServer.end(fields);
    }

    private void requestEnds() {
        if (!requestLength.isWhole()) {
            wrongRequestLength();
            return;
        }
        fromClient.end();
        toServer.end(null);
    }

    /** The client has reset the stream. */
    void clientReset(long code) {
        Termination termination = clientAborted();
        resetServer(code);
        over(termination, true);
    }

    /** The client broke the rules on this stream. */
    void clientFault(ErrorCode code) {
        Termination termination = clientAborted();
        client.sendReset(clientStream, code.code());
        resetServer(ErrorCode.CANCEL.code());
        over(termination, false);
    }

    /** The client's connection is no more. */
    void clientGone() {
        Termination termination = clientAborted();
        resetServer(ErrorCode.CANCEL.code());
        over(termination, true);
    }

    private Termination clientAborted() {
        if (server != null) {
            return Termination.CLIENT_ABORT_DATA;
        }
        return dispatcher.assignment() == null ? Termination.CLIENT_ABORT_QUEUE : Termination.CLIENT_ABORT_CONNECT;
    }

    // How it gets to a server.

    @Override
    public void dispatched(Assignment place) {
        account.placed(place.endpoint(), loop.now());
        loop.links().to(place.endpoint(), route.pool()).open(this);
    }

    @Override
    public void unplaced(Termination termination) {
        String backend = "backend " + pool().name() + ": ";
        fail(
                switch (termination) {
                    case SERVER_ABORT_QUEUE ->
                        Failure.exhausted(termination, backend + "too many RPCs wait for a server");
                    case SERVER_TIMEOUT_QUEUE ->
                        Failure.unavailable(termination, backend + "no server was free in time");
                    default -> Failure.unavailable(termination, backend + "no server is up");
                });
    }

    private BackendPool pool() {
        return route.pool().get();
    }

    /** Stands in the line of {@code link} from now on. */
    void waits(ServerLink link) {
        awaited = link;
        waitLater();
    }

    private void waitLater() {
        waitTimer = loop.eventLoop()
                .schedule(this::waitedLong, pool().config().queueTimeout().toNanos(), TimeUnit.NANOSECONDS);
    }

    /** A connection that is being made has a time limit of its own. */
    private void waitedLong() {
        waitTimer = null;
        if (awaited == null) {
            return;
        }
        if (awaited.connects()) {
            waitLater();
            return;
        }
        awaited.leave(this);
        awaited = null;
        fail(Failure.unavailable(Termination.SERVER_TIMEOUT_QUEUE, serverText() + "no stream was free in time"));
    }

    private void stopWaiting() {
        awaited = null;
        if (waitTimer != null) {
            waitTimer.cancel(false);
            waitTimer = null;
        }
    }

    /** Too many RPCs wait for the server already. */
    void lineFull() {
        fail(Failure.exhausted(Termination.SERVER_ABORT_QUEUE, serverText() + "too many RPCs wait for a stream"));
    }

    private String serverText() {
        Endpoint endpoint = dispatcher.endpoint();
        String name = endpoint == null ? "?" : endpoint.name();
        return "backend " + pool().name() + ", server " + name + ": ";
    }

    /** No connection to the server could be made. */
    void connectFailed(Throwable cause) {
        stopWaiting();
        if (!tryAgain(!(cause instanceof ConnectTimeoutException))) {
            fail(Failure.unavailable(ServerConnector.terminationOf(cause), serverText() + SocketErrors.reason(cause)));
        }
    }

    /** Has a stream of {@code connection} from now on. */
    void opened(ServerConnection connection) {
        stopWaiting();
        server = connection;
        serverStream = connection.open(this);
        account.opened(loop.now());
        serverMovedNanos = loop.now();
        dispatcher.succeeded();
        fromServer = new ReceiveWindow(connection, serverStream, client.growth());
        boolean whole = toServer.isEmptyEnd();
        connection.sendHeaders(serverStream, requestFields(), whole);
        sentAtFlush = connection.output().flushes();
        toServer.attach(connection, serverStream);
        if (whole) {
            toServer.finish();
        } else {
            toServer.pump();
        }
    }

    /** The deadline is passed on as what is left of it. */
    private Fields requestFields() {
        if (head.timeoutNanos() < 0) {
            return head.fields();
        }
        Fields own = head.fields();
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

    /** Tries again where that is allowed and possible; nothing of it may have been processed. */
    private boolean tryAgain(boolean pauses) {
        if (!dispatcher.mayRetry() || !sent.isKept()) {
            return false;
        }
        leaveServer();
        toServer.rewind(sent.rewind());
        if (!over) {
            dispatcher.retry(pauses);
        }
        return true;
    }

    private void leaveServer() {
        if (server != null) {
            ServerConnection left = server;
            server = null;
            toServer.detach();
            if (fromServer != null) {
                fromServer.end();
                fromServer = null;
            }
            left.ended(serverStream);
        }
    }

    // What the server does.

    void answerHeaders(Fields fields, boolean endStream, Decoded decoded) {
        serverMovedNanos = loop.now();
        if (toClient.hasEnded()) {
            badAnswer(Abuse.PROTOCOL, "HEADERS behind the end of the answer");
        } else if (decoded != Decoded.WHOLE) {
            badAnswer(
                    decoded == Decoded.TOO_MANY ? Abuse.HEADER_COUNT : Abuse.HEADER_LIST,
                    "more header fields than may be");
        } else {
            try {
                if (answered) {
                    answerTrailers(fields, endStream);
                } else {
                    answer(fields, AnswerHead.of(fields), endStream);
                }
            } catch (Malformed e) {
                badAnswer(e.kind(), e.reason());
            }
        }
    }

    private void answer(Fields fields, AnswerHead answer, boolean endStream) throws Malformed {
        if (answer.isInformational()) {
            if (endStream || ++informational > MOST_INFORMATIONAL) {
                throw new Malformed("an informational answer that ends the stream, or too many of them");
            }
            sent.dropForGood();
            client.sendHeaders(clientStream, fields, false);
            return;
        }
        answered = true;
        answerIsGrpc = answer.grpc();
        sent.dropForGood();
        account.answered(loop.now(), answer.status());
        if (!head.isHead() && !answer.isWithoutBody()) {
            answerLength = new BodyLength(answer.contentLength());
        }
        if (endStream) {
            if (!answerLength.isWhole()) {
                throw new Malformed(Abuse.CONTENT_LENGTH, "another length than content-length");
            }
            account.grpcStatus(AnswerHead.grpcStatus(fields));
        }
        client.sendHeaders(clientStream, fields, endStream);
        if (endStream) {
            toClient.finish();
        }
    }

    private void answerTrailers(Fields fields, boolean endStream) throws Malformed {
        if (!endStream) {
            throw new Malformed("trailers that do not end the stream");
        }
        FieldRules.checkTrailers(fields);
        if (!answerLength.isWhole()) {
            throw new Malformed(Abuse.CONTENT_LENGTH, "another length than content-length");
        }
        account.grpcStatus(AnswerHead.grpcStatus(fields));
        answerEnds();
        toClient.end(fields);
    }

    private void answerEnds() {
        if (fromServer != null) {
            fromServer.end();
        }
    }

    void answerData(ByteBuf piece, int flowBytes, boolean endStream) {
        serverMovedNanos = loop.now();
        if (!answered || toClient.hasEnded()) {
            badAnswer(Abuse.PROTOCOL, "DATA before the header fields, or behind the end of the answer");
            return;
        }
        if (fromServer == null || !fromServer.received(flowBytes)) {
            badAnswer(Abuse.FLOW_CONTROL, "more than the stream's window");
            return;
        }
        int bytes = piece.readableBytes();
        if (!answerLength.add(bytes) || (endStream && !answerLength.isWhole())) {
            badAnswer(Abuse.CONTENT_LENGTH, "another length than content-length");
            return;
        }
        if (flowBytes > bytes) {
            fromServer.handedOn(flowBytes - bytes);
        }
        if (endStream) {
            answerEnds();
        }
        toClient.arrived(piece, endStream);
    }

    private void badAnswer(Abuse kind, String message) {
        if (server != null) {
            server.abused(kind);
        }
        resetServer(ErrorCode.PROTOCOL_ERROR.code());
        fail(Failure.badAnswer(serverText() + message));
    }

    /** The server broke the rules on this stream. */
    void serverFault(ErrorCode code, String message) {
        resetServer(code.code());
        fail(Failure.badAnswer(serverText() + message));
    }

    /** The server has reset the stream. */
    void serverReset(long code) {
        boolean refused = code == ErrorCode.REFUSED_STREAM.code();
        if (toClient.hasEnded()) {
            leaveServer();
            toServer.abandon();
            return;
        }
        if (refused && !answered && tryAgain(true)) {
            return;
        }
        leaveServer();
        boolean misleads = code == ErrorCode.NO_ERROR.code() || (refused && (answered || informational > 0));
        client.sendReset(clientStream, misleads ? ErrorCode.INTERNAL_ERROR.code() : code);
        over(Termination.SERVER_ABORT_DATA, false);
    }

    /** The server takes no stream behind {@code last} any more, and has not processed those that it was sent. */
    void serverLeaves(int last) {
        if (serverStream > last && !answered && !tryAgain(false)) {
            leaveServer();
            client.sendReset(clientStream, ErrorCode.REFUSED_STREAM.code());
            over(Termination.SERVER_ABORT_DATA, false);
        }
    }

    /** The connection to the server is no more. */
    void serverLost(String reason) {
        if (toClient.hasEnded()) {
            leaveServer();
            toServer.abandon();
            return;
        }
        boolean unsent = server != null && server.output().flushes() == sentAtFlush;
        if (unsent && tryAgain(false)) {
            return;
        }
        String text = serverText() + reason;
        leaveServer();
        fail(Failure.serverLost(text));
    }

    private void resetServer(long code) {
        if (server != null) {
            if (!toServer.isFinished() || !toClient.hasEnded()) {
                server.sendReset(serverStream, code);
            }
            leaveServer();
        }
    }

    /** Ends it if it is on one of {@code servers}. */
    void endIfOn(Set<Endpoint> servers, ServerMark mark) {
        if (dispatcher.isOn(servers)) {
            fail(Failure.unavailable(mark.termination(server != null), serverText() + "the server is out of service"));
        }
    }

    // Time.

    /** Returns since when the client has done nothing of what is expected of it: to send, or to take what is held for it. */
    long clientSilentSince() {
        boolean expected = !toServer.hasEnded() || toClient.isHolding();
        return expected ? Math.max(clientMovedNanos, serverMovedNanos) : loop.now();
    }

    void clientTimedOut() {
        if (toClient.isHolding()) {
            client.abused(Abuse.SLOW_READER);
        }
        fail(Failure.clientTimeout("the client was silent for too long"));
    }

    /** Returns since when the server has done nothing of what is expected of it; while the client does not take what is held, that is nothing. */
    long serverSilentSince() {
        return toClient.isHolding() || toClient.hasEnded() ? loop.now() : Math.max(serverMovedNanos, clientMovedNanos);
    }

    void serverTimedOut() {
        fail(Failure.serverTimeout(serverText() + "the server was silent for too long"));
    }

    private void deadlineOver() {
        deadline = null;
        Termination termination = server != null ? Termination.SERVER_TIMEOUT_DATA : Termination.SERVER_TIMEOUT_QUEUE;
        fail(Failure.deadline(termination, "the deadline of the RPC is over"));
    }

    // How it ends.

    @Override
    public void sending(Flow flow, ByteBuf data, int bytes) {
        if (flow == toServer) {
            serverMovedNanos = loop.now();
            int fresh = sent.add(data, bytes);
            if (fresh > 0) {
                count(account.toServer(), head.isGrpc(), data, data.readerIndex() + bytes - fresh, fresh);
                fromClient.handedOn(fresh);
            }
        } else {
            clientMovedNanos = loop.now();
            count(account.toClient(), answerIsGrpc, data, data.readerIndex(), bytes);
            if (fromServer != null) {
                fromServer.handedOn(bytes);
            }
        }
    }

    private static void count(MessageCounter counter, boolean grpc, ByteBuf data, int start, int bytes) {
        if (grpc) {
            counter.count(data, start, bytes);
        } else {
            counter.countBytes(bytes);
        }
    }

    /** The answer is the end of it: a request that has not ended then is not wanted any more. */
    @Override
    public void finished(Flow flow) {
        if (flow == toClient && !over) {
            if (!toServer.hasEnded()) {
                client.sendReset(clientStream, ErrorCode.NO_ERROR.code());
            }
            boolean endedByClient = toServer.hasEnded();
            resetServer(ErrorCode.CANCEL.code());
            over(Termination.NORMAL, endedByClient);
        }
    }

    @Override
    public void outOfMemory(Flow flow) {
        fail(Failure.exhausted(Termination.RESOURCE_DATA, "the proxy has no memory left for the RPC"));
    }

    /** The proxy stops, and waits no longer. */
    void killed() {
        Termination termination = server != null
                ? Termination.KILLED_DATA
                : dispatcher.assignment() == null ? Termination.KILLED_QUEUE : Termination.KILLED_CONNECT;
        fail(Failure.unavailable(termination, "the proxy stops"));
    }

    /** Ends it as the proxy's own doing. */
    void fail(Failure failure) {
        if (over) {
            return;
        }
        resetServer(ErrorCode.CANCEL.code());
        tell(failure);
        over(failure.termination(), false);
    }

    private void tell(Failure failure) {
        if (answered && !(answerIsGrpc && account.toClient().atBoundary())) {
            client.sendReset(clientStream, ErrorCode.INTERNAL_ERROR.code());
            return;
        }
        if (answered) {
            client.sendHeaders(clientStream, ProxyAnswer.trailers(failure), true);
            account.grpcStatus(failure.status().code());
        } else if (head.isGrpc()) {
            client.sendHeaders(clientStream, ProxyAnswer.trailersOnly(failure), true);
            account.httpStatus(200);
            account.grpcStatus(failure.status().code());
        } else {
            account.httpStatus(failure.httpStatus());
            tellInHttp(failure);
        }
        if (!toServer.hasEnded()) {
            client.sendReset(clientStream, ErrorCode.NO_ERROR.code());
        }
    }

    private void tellInHttp(Failure failure) {
        byte[] body = ProxyAnswer.body(failure);
        boolean hasRoom = !head.isHead() && client.room(toClient.window()) >= body.length;
        client.sendHeaders(clientStream, ProxyAnswer.ofHttp(failure, body), !hasRoom);
        if (hasRoom) {
            client.sendData(clientStream, Unpooled.wrappedBuffer(body), body.length, true);
        }
    }

    private void over(Termination termination, boolean endedByClient) {
        if (over) {
            return;
        }
        over = true;
        if (deadline != null) {
            deadline.cancel(false);
        }
        if (awaited != null) {
            awaited.leave(this);
        }
        stopWaiting();
        dispatcher.cancel();
        toServer.abandon();
        toClient.abandon();
        fromClient.end();
        leaveServer();
        SessionContext context = loop.context();
        RpcRecord rpc = account.close(
                route,
                client.origin().source(),
                head,
                dispatcher,
                context.registry().size(),
                termination,
                loop.now());
        dispatcher.release();
        route.stats().retried(rpc.retries(), rpc.redispatched());
        client.ended(clientStream, endedByClient);
        context.rpcs().ended(rpc);
    }
}
