package io.fairlead.proxy.testing.rpc;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.Status.Code;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An RPC that a client began. What is awaited comes within 20 s, or the test fails. */
public final class RpcCall {

    private static final int LONGEST_SECONDS = 20;

    private final ClientCall<byte[], byte[]> call;
    private final CompletableFuture<Metadata> headers = new CompletableFuture<>();
    private final BlockingQueue<byte[]> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Status> status = new CompletableFuture<>();
    private final CompletableFuture<Metadata> trailers = new CompletableFuture<>();

    private RpcCall(ClientCall<byte[], byte[]> call) {
        this.call = call;
    }

    /** Begins the RPC, of which nothing was sent before. */
    static RpcCall start(ClientCall<byte[], byte[]> call, Metadata metadata) {
        RpcCall started = new RpcCall(call);
        call.start(started.new Answers(), metadata);
        call.request(Integer.MAX_VALUE);
        return started;
    }

    public RpcCall send(byte[] message) {
        call.sendMessage(message);
        return this;
    }

    /** Sends the last message. */
    public RpcCall sendLast(byte[] message) {
        return send(message).halfClose();
    }

    public RpcCall halfClose() {
        call.halfClose();
        return this;
    }

    public void cancel() {
        call.cancel("the test says so", null);
    }

    /** Waits for the metadata with which the answer begins; an answer of trailers alone has none. */
    public Metadata headers() {
        return get(headers);
    }

    /** Waits for the next message of the answer. */
    public byte[] next() throws InterruptedException {
        byte[] message = messages.poll(LONGEST_SECONDS, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("no message came");
        }
        return message;
    }

    /** Returns how many messages came that were not taken. */
    public int untaken() {
        return messages.size();
    }

    public boolean isOver() {
        return status.isDone();
    }

    /** Waits for the end. */
    public Status status() {
        return get(status);
    }

    /** Waits for the end. */
    public Code code() {
        return status().getCode();
    }

    /** Waits for the end, and returns its code and its description: {@code UNAVAILABLE: no server is up}. */
    public String outcome() {
        return code() + ": " + status().getDescription();
    }

    /** Waits for the metadata at the end. */
    public Metadata trailers() {
        return get(trailers);
    }

    /** Waits for the end, which must be OK, and returns the only message, as text. */
    public String answer() {
        if (!status().isOk()) {
            throw status().asRuntimeException();
        }
        return RpcMethods.text(messages.remove());
    }

    private static <T> T get(CompletableFuture<T> awaited) {
        return awaited.orTimeout(LONGEST_SECONDS, TimeUnit.SECONDS).join();
    }

    private final class Answers extends ClientCall.Listener<byte[]> {

        @Override
        public void onHeaders(Metadata metadata) {
            headers.complete(metadata);
        }

        @Override
        public void onMessage(byte[] message) {
            messages.add(message);
        }

        @Override
        public void onClose(Status end, Metadata metadata) {
            trailers.complete(metadata);
            status.complete(end);
        }
    }
}
