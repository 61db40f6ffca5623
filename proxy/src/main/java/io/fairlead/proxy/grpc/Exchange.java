package io.fairlead.proxy.grpc;

import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.http2.Abuse;
import io.fairlead.proxy.http2.Decoded;
import io.fairlead.proxy.http2.ErrorCode;
import io.fairlead.proxy.http2.Fields;
import io.fairlead.proxy.rpc.RpcRecord;
import io.fairlead.proxy.tcp.Route;
import io.fairlead.proxy.tcp.ServerConnector;
import io.fairlead.proxy.tcp.ServerMark;
import io.fairlead.proxy.tcp.SessionContext;
import io.fairlead.proxy.tcp.Termination;
import io.fairlead.proxy.transport.SocketErrors;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ConnectTimeoutException;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One RPC, or another HTTP request, from its header fields to its end: what is done when its client, a server, time or the proxy does something. All is
 * called on the event loop of both connections.
 *
 * <pre>
 *   PLACING ── place on a server ──► WAITING ── stream ──► SENT ── header fields ──► ANSWERED ── end of the answer ──► OVER
 *      ▲                                │                    │                           │                              ▲
 *      └───────── retry ────────────────┴────────────────────┘                           │                              │
 *      deadline, reset, loss, timeouts, in each of them ─────────────────────────────────┴──────────────────────────────┘
 * </pre>
 *
 * <p>The {@link ServerStream} takes it from PLACING to SENT, the {@link Answer} from there on; meanwhile the {@link Request} comes and goes out.
 *
 * <p>It is tried again only where no server can have processed it: no stream could be had, the stream was refused, it is above the last one of a GOAWAY,
 * or nothing of it had left the proxy; and as long as what was sent of it is still kept.
 */
final class Exchange {

    private final ClientConnection client;
    private final int clientStream;
    private final RequestHead head;
    private final LoopState loop;
    private final RpcAccount account;
    private final Request request;
    private final Answer answer;
    private final ServerStream server;
    private @Nullable Future<?> deadline;
    private long movedNanos;
    private boolean over;

    Exchange(ClientConnection client, int clientStream, RequestHead head) {
        this.client = client;
        this.clientStream = clientStream;
        this.head = head;
        loop = client.loop();
        account = new RpcAccount(loop.context().clock().instant(), loop.now());
        request = new Request(this, clientStream, head, account);
        answer = new Answer(this, clientStream, head, account);
        server = new ServerStream(this, head, account);
        movedNanos = loop.now();
    }

    void begin(boolean endStream) {
        if (head.isConnect()) {
            fail(Failure.notImplemented("the method CONNECT is not served"));
            return;
        }
        if (endStream) {
            request.end();
            if (over) {
                return;
            }
        }
        if (head.timeoutNanos() >= 0) {
            deadline = loop.eventLoop().schedule(this::deadlineOver, head.timeoutNanos(), TimeUnit.NANOSECONDS);
        }
        server.seek();
    }

    ClientConnection client() {
        return client;
    }

    Flow toServer() {
        return request.flow();
    }

    Flow toClient() {
        return answer.flow();
    }

    // What the client does.

    void requestData(ByteBuf piece, int flowBytes, boolean endStream) {
        moved();
        request.data(piece, flowBytes, endStream);
    }

    void requestTrailers(Fields fields, boolean endStream, Decoded decoded) {
        moved();
        request.trailers(fields, endStream, decoded);
    }

    /** The client has reset the stream. */
    void clientReset(long code) {
        clientAborted(code, true);
    }

    /** The client broke the rules on this stream. */
    void clientFault(ErrorCode code) {
        client.sendReset(clientStream, code.code());
        clientAborted(ErrorCode.CANCEL.code(), false);
    }

    /** The client's connection is no more. */
    void clientGone() {
        clientAborted(ErrorCode.CANCEL.code(), true);
    }

    private void clientAborted(long code, boolean endedByClient) {
        Termination termination = inPhase(
                Termination.CLIENT_ABORT_QUEUE, Termination.CLIENT_ABORT_CONNECT, Termination.CLIENT_ABORT_DATA);
        resetServer(code);
        over(termination, endedByClient);
    }

    // On the way to a server.

    /** Stands in the line of {@code link} from now on. */
    void waits(ServerLink link) {
        server.waits(link);
    }

    /** Too many RPCs wait for the server already. */
    void lineFull() {
        fail(Failure.exhausted(Termination.SERVER_ABORT_QUEUE, server.about("too many RPCs wait for a stream")));
    }

    /** No connection to the server could be made. */
    void connectFailed(Throwable cause) {
        server.stopWaiting();
        if (!tryAgain(!(cause instanceof ConnectTimeoutException))) {
            fail(Failure.unavailable(ServerConnector.terminationOf(cause), server.about(SocketErrors.reason(cause))));
        }
    }

    /** Has a stream of {@code connection} from now on. */
    void opened(ServerConnection connection) {
        moved();
        int stream = server.open(connection);
        answer.expectOn(connection, stream);
        request.sendOn(connection, stream);
    }

    /** Tries again where that is allowed and possible; nothing of it may have been processed. */
    private boolean tryAgain(boolean pauses) {
        if (!request.isKept() || !server.mayRetry()) {
            return false;
        }
        leaveServer();
        request.rewind();
        if (!over) {
            server.retry(pauses);
        }
        return true;
    }

    private void leaveServer() {
        request.detach();
        answer.detach();
        server.leave();
    }

    private void resetServer(long code) {
        if (!request.isFinished() || !answer.hasEnded()) {
            server.reset(code);
        }
        leaveServer();
    }

    // What the server does.

    void answerHeaders(Fields fields, boolean endStream, Decoded decoded) {
        moved();
        try {
            answer.headers(fields, endStream, decoded);
        } catch (Malformed e) {
            server.fault(e);
        }
    }

    void answerData(ByteBuf piece, int flowBytes, boolean endStream) {
        moved();
        try {
            answer.data(piece, flowBytes, endStream);
        } catch (Malformed e) {
            server.fault(e);
        }
    }

    /** Something of the answer is about to be passed on. */
    void answerBegins() {
        request.dropSent();
    }

    /** The answer was passed on, and is the end of it. */
    void answered() {
        if (!over) {
            boolean endedByClient = request.hasEnded();
            stopRequest();
            resetServer(ErrorCode.CANCEL.code());
            over(Termination.NORMAL, endedByClient);
        }
    }

    /** The server broke the rules on this stream. */
    void serverFault(ErrorCode code, String message) {
        resetServer(code.code());
        fail(Failure.badAnswer(server.about(message)));
    }

    /** The server has reset the stream. */
    void serverReset(long code) {
        boolean refused = code == ErrorCode.REFUSED_STREAM.code();
        if (answer.hasEnded()) {
            serverNotNeeded();
        } else if (!refused || !tryAgain(true)) {
            boolean misleads = code == ErrorCode.NO_ERROR.code() || (refused && answer.hasBegun());
            client.sendReset(clientStream, misleads ? ErrorCode.INTERNAL_ERROR.code() : code);
            over(Termination.SERVER_ABORT_DATA, false);
        }
    }

    /** The server takes no stream behind {@code last} any more, and has not processed those that it was sent. */
    void serverLeaves(int last) {
        if (server.isBehind(last) && !answer.isHeaded() && !tryAgain(false)) {
            client.sendReset(clientStream, ErrorCode.REFUSED_STREAM.code());
            over(Termination.SERVER_ABORT_DATA, false);
        }
    }

    /** The connection to the server is no more. */
    void serverLost(String reason) {
        if (answer.hasEnded()) {
            serverNotNeeded();
        } else if (!server.isUnsent() || !tryAgain(false)) {
            leaveServer();
            fail(Failure.serverLost(server.about(reason)));
        }
    }

    /** All of the answer has come, if not gone out: the client gets it. */
    private void serverNotNeeded() {
        leaveServer();
        request.abandon();
    }

    /** Ends it if it is on one of {@code servers}. */
    void endIfOn(Set<Endpoint> servers, ServerMark mark) {
        if (server.isOn(servers)) {
            fail(Failure.unavailable(mark.termination(server.isOpen()), server.about("the server is out of service")));
        }
    }

    // Time.

    /** Notes that something came from one of the sides, or goes out to one. */
    void moved() {
        movedNanos = loop.now();
    }

    /** Returns since when the client has done nothing of what is expected of it: to send, or to take what is held for it. */
    long clientSilentSince() {
        return !request.hasEnded() || answer.isHeld() ? movedNanos : loop.now();
    }

    void clientTimedOut() {
        if (answer.isHeld()) {
            client.abused(Abuse.SLOW_READER);
        }
        fail(Failure.clientTimeout("the client was silent for too long"));
    }

    /** Returns since when the server has done nothing of what is expected of it; while the client does not take what is held, that is nothing. */
    long serverSilentSince() {
        return answer.isHeld() || answer.hasEnded() ? loop.now() : movedNanos;
    }

    void serverTimedOut() {
        fail(Failure.serverTimeout(server.about("the server was silent for too long")));
    }

    private void deadlineOver() {
        deadline = null;
        Termination termination = server.isOpen() ? Termination.SERVER_TIMEOUT_DATA : Termination.SERVER_TIMEOUT_QUEUE;
        fail(Failure.deadline(termination, "the deadline of the RPC is over"));
    }

    // How it ends.

    void outOfMemory() {
        fail(Failure.exhausted(Termination.RESOURCE_DATA, "the proxy has no memory left for the RPC"));
    }

    /** The proxy stops, and waits no longer. */
    void killed() {
        Termination termination =
                inPhase(Termination.KILLED_QUEUE, Termination.KILLED_CONNECT, Termination.KILLED_DATA);
        fail(Failure.unavailable(termination, "the proxy stops"));
    }

    private Termination inPhase(Termination placing, Termination waiting, Termination sent) {
        if (server.isOpen()) {
            return sent;
        }
        return server.hadPlace() ? waiting : placing;
    }

    /** Ends it as the proxy's own doing. */
    void fail(Failure failure) {
        if (over) {
            return;
        }
        resetServer(ErrorCode.CANCEL.code());
        if (answer.fail(failure)) {
            stopRequest();
        }
        over(failure.termination(), false);
    }

    /** What has not come of the request when the answer ends is not wanted any more. */
    private void stopRequest() {
        if (!request.hasEnded()) {
            client.sendReset(clientStream, ErrorCode.NO_ERROR.code());
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
        server.cancel();
        request.abandon();
        answer.abandon();
        leaveServer();
        Route route = client.route();
        SessionContext context = loop.context();
        RpcRecord rpc = account.close(
                route,
                client.origin().source(),
                head,
                server.dispatcher(),
                context.registry().size(),
                termination,
                loop.now());
        server.dispatcher().release();
        route.stats().retried(rpc.retries(), rpc.redispatched());
        client.ended(clientStream, endedByClient);
        context.rpcs().ended(rpc);
    }
}
