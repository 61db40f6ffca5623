package io.fairlead.proxy.rpc;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** What is counted of the RPCs of one method, from one listener to one backend. Any thread may use it; it has no lock. */
final class MethodCounts {

    /** Upper bounds of the buckets of durations, each below its bound: whole milliseconds are known, and rounded down. */
    static final long[] BOUNDS_MILLIS = {1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 10_000};

    private final StatusCounts statuses = new StatusCounts(GrpcStatusNames.COUNT);

    /** A bucket for each bound, and one for what took longer than all. */
    private final LongAdder[] durations =
            Stream.generate(LongAdder::new).limit(BOUNDS_MILLIS.length + 1).toArray(LongAdder[]::new);

    private final LongAdder millis = new LongAdder();
    private final LongAdder messagesIn = new LongAdder();
    private final LongAdder messagesOut = new LongAdder();
    private final LongAdder bytesIn = new LongAdder();
    private final LongAdder bytesOut = new LongAdder();

    MethodCounts() {
        statuses.begin(0);
    }

    /** Counts an RPC that is over; a status that gRPC does not know is UNKNOWN, as it is to clients. */
    void add(RpcRecord rpc) {
        statuses.increment(rpc.grpcStatus() < GrpcStatusNames.COUNT ? rpc.grpcStatus() : GrpcStatusNames.UNKNOWN);
        durations[bucket(rpc.totalMillis())].increment();
        millis.add(rpc.totalMillis());
        messagesIn.add(rpc.messagesToServer());
        messagesOut.add(rpc.messagesToClient());
        bytesIn.add(rpc.bytesToServer());
        bytesOut.add(rpc.bytesToClient());
    }

    private static int bucket(long took) {
        int bucket = 0;
        while (bucket < BOUNDS_MILLIS.length && took >= BOUNDS_MILLIS[bucket]) {
            bucket++;
        }
        return bucket;
    }

    StatusCounts statuses() {
        return statuses;
    }

    /** Returns how many took less than each bound and not less than the one before, and at the end those that took longer. */
    long[] durations() {
        return Arrays.stream(durations).mapToLong(LongAdder::sum).toArray();
    }

    /** Returns how long they took together. */
    long millis() {
        return millis.sum();
    }

    /** Messages that clients sent. */
    long messagesIn() {
        return messagesIn.sum();
    }

    /** Messages sent to clients. */
    long messagesOut() {
        return messagesOut.sum();
    }

    /** Bytes of the former. */
    long bytesIn() {
        return bytesIn.sum();
    }

    /** Bytes of the latter. */
    long bytesOut() {
        return bytesOut.sum();
    }
}
