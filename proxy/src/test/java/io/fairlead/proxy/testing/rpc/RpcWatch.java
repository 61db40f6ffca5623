package io.fairlead.proxy.testing.rpc;

import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Notes each RPC of a server but those of services that are not its own, such as probes. Answers begin with the server's name; they begin and end with what came as metadata whose names begin with
 * {@code echo-}; and they are compressed as requests are.
 */
final class RpcWatch implements ServerInterceptor {

    private static final String ECHOED = "echo-";
    private static final Metadata.Key<String> ENCODING = RpcMethods.key("grpc-encoding");

    private final String name;
    private final Queue<RpcRequest> requests = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();

    RpcWatch(String name) {
        this.name = name;
    }

    Queue<RpcRequest> requests() {
        return requests;
    }

    int inFlight() {
        return inFlight.get();
    }

    int cancelled() {
        return cancelled.get();
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata metadata, ServerCallHandler<Q, A> next) {
        if (!call.getMethodDescriptor().getFullMethodName().startsWith(RpcMethods.PACKAGE)) {
            return next.startCall(call, metadata);
        }
        Deadline deadline = Context.current().getDeadline();
        requests.add(new RpcRequest(
                call.getMethodDescriptor().getFullMethodName(),
                call.getAuthority(),
                metadata,
                deadline == null ? null : deadline.timeRemaining(TimeUnit.MILLISECONDS)));
        inFlight.incrementAndGet();
        String encoding = metadata.get(ENCODING);
        if (encoding != null) {
            call.setCompression(encoding);
        }
        return new Ends<>(next.startCall(new Answer<>(call, echoed(metadata)), metadata));
    }

    private static Metadata echoed(Metadata metadata) {
        Metadata echoed = new Metadata();
        for (String name : metadata.keys()) {
            if (!name.startsWith(ECHOED)) {
                continue;
            }
            if (name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
                copy(metadata, echoed, RpcMethods.binaryKey(name));
            } else {
                copy(metadata, echoed, RpcMethods.key(name));
            }
        }
        return echoed;
    }

    private static <T> void copy(Metadata from, Metadata to, Metadata.Key<T> key) {
        Iterable<T> values = from.getAll(key);
        if (values != null) {
            values.forEach(value -> to.put(key, value));
        }
    }

    private final class Answer<Q, A> extends SimpleForwardingServerCall<Q, A> {

        private final Metadata echoed;

        Answer(ServerCall<Q, A> call, Metadata echoed) {
            super(call);
            this.echoed = echoed;
        }

        @Override
        public void sendHeaders(Metadata headers) {
            headers.put(RpcMethods.SERVER, name);
            headers.merge(echoed);
            super.sendHeaders(headers);
        }

        @Override
        public void close(Status status, Metadata trailers) {
            trailers.merge(echoed);
            super.close(status, trailers);
        }
    }

    private final class Ends<Q> extends SimpleForwardingServerCallListener<Q> {

        Ends(ServerCall.Listener<Q> listener) {
            super(listener);
        }

        @Override
        public void onComplete() {
            inFlight.decrementAndGet();
            super.onComplete();
        }

        @Override
        public void onCancel() {
            inFlight.decrementAndGet();
            cancelled.incrementAndGet();
            super.onCancel();
        }
    }
}
