package io.fairlead.proxy.testing.rpc;

import io.grpc.HandlerRegistry;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** What the methods of {@link RpcMethods} do on one server. */
final class RpcService {

    private final String name;
    private final Queue<ServerCallStreamObserver<byte[]>> held = new ConcurrentLinkedQueue<>();

    RpcService(String name) {
        this.name = name;
    }

    ServerServiceDefinition definition() {
        return ServerServiceDefinition.builder(RpcMethods.SERVICE)
                .addMethod(RpcMethods.NAME, ServerCalls.asyncUnaryCall((ignored, answer) -> tellName(answer)))
                .addMethod(RpcMethods.HOLD, ServerCalls.asyncUnaryCall((ignored, answer) -> hold(answer)))
                .addMethod(RpcMethods.ECHO, ServerCalls.asyncUnaryCall(RpcService::echo))
                .addMethod(RpcMethods.FAIL, ServerCalls.asyncUnaryCall(RpcService::fail))
                .addMethod(RpcMethods.COUNT, ServerCalls.asyncClientStreamingCall(Counter::new))
                .addMethod(RpcMethods.STREAM, ServerCalls.asyncServerStreamingCall(RpcService::stream))
                .addMethod(RpcMethods.CHAT, ServerCalls.asyncBidiStreamingCall(Chat::new))
                .build();
    }

    /** Returns what serves {@link RpcMethods#anyName}. */
    HandlerRegistry anyName() {
        return new AnyName();
    }

    /** Answers all that is held; what is cancelled meanwhile is over anyway. */
    void release() {
        for (ServerCallStreamObserver<byte[]> next = held.poll(); next != null; next = held.poll()) {
            tellName(next);
        }
    }

    private void hold(StreamObserver<byte[]> answer) {
        ServerCallStreamObserver<byte[]> call = (ServerCallStreamObserver<byte[]>) answer;
        call.setOnCancelHandler(() -> held.remove(call));
        held.add(call);
    }

    private void tellName(StreamObserver<byte[]> answer) {
        echo(RpcMethods.bytes(name), answer);
    }

    private static void echo(byte[] request, StreamObserver<byte[]> answer) {
        answer.onNext(request);
        answer.onCompleted();
    }

    private static void fail(byte[] request, StreamObserver<byte[]> answer) {
        String[] parts = RpcMethods.text(request).split(" ", 2);
        answer.onError(Status.fromCodeValue(Integer.parseInt(parts[0]))
                .withDescription(parts[1])
                .asRuntimeException());
    }

    private static void stream(byte[] request, StreamObserver<byte[]> answer) {
        String[] parts = RpcMethods.text(request).split(" ", -1);
        for (int left = Integer.parseInt(parts[0]); left > 0; left--) {
            answer.onNext(new byte[Integer.parseInt(parts[1])]);
        }
        if (parts.length == 2) {
            answer.onCompleted();
        } else {
            answer.onError(Status.fromCodeValue(Integer.parseInt(parts[2])).asRuntimeException());
        }
    }

    private final class AnyName extends HandlerRegistry {

        @Override
        public @Nullable ServerMethodDefinition<?, ?> lookupMethod(String method, @Nullable String authority) {
            return method.startsWith(RpcMethods.ANY_SERVICE)
                    ? ServerMethodDefinition.create(
                            RpcMethods.anyName(method),
                            ServerCalls.asyncUnaryCall(
                                    (byte[] ignored, StreamObserver<byte[]> answer) -> tellName(answer)))
                    : null;
        }
    }

    private static final class Counter implements StreamObserver<byte[]> {

        private final StreamObserver<byte[]> answer;
        private int messages;
        private long bytes;

        Counter(StreamObserver<byte[]> answer) {
            this.answer = answer;
        }

        @Override
        public void onNext(byte[] message) {
            messages++;
            bytes += message.length;
        }

        @Override
        public void onError(Throwable cause) {} // there is nobody to tell

        @Override
        public void onCompleted() {
            echo(RpcMethods.bytes(messages + " of " + bytes), answer);
        }
    }

    private static final class Chat implements StreamObserver<byte[]> {

        private final StreamObserver<byte[]> answer;

        Chat(StreamObserver<byte[]> answer) {
            this.answer = answer;
        }

        @Override
        public void onNext(byte[] message) {
            answer.onNext(message);
        }

        @Override
        public void onError(Throwable cause) {} // there is nobody to tell

        @Override
        public void onCompleted() {
            answer.onCompleted();
        }
    }
}
