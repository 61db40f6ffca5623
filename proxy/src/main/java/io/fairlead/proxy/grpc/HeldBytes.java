package io.fairlead.proxy.grpc;

import io.fairlead.proxy.transport.BufferBudget;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Bytes of one direction of an RPC that wait for the side that they are for. What came in small pieces is gathered in few buffers, and no buffer is
 * held for a small part of it. All of it counts in the process's budget.
 */
final class HeldBytes {

    private static final int SMALLEST = 512;
    private static final int LARGEST = 16 * 1024;

    /** What is longer is held without a copy, as a part of the buffer that it was received in. */
    private static final int WORTH_HOLDING = 8 * 1024;

    private final ByteBufAllocator allocator;
    private final BufferBudget budget;
    private final Deque<ByteBuf> pieces = new ArrayDeque<>(2);
    private int bytes;
    private long charged;

    private HeldBytes(ByteBufAllocator allocator, BufferBudget budget) {
        this.allocator = allocator;
        this.budget = budget;
    }

    /** Returns one for an RPC of {@code client}, which holds nothing. */
    static HeldBytes of(ClientConnection client) {
        return new HeldBytes(
                client.channel().alloc(), client.loop().context().relayStats().buffers());
    }

    boolean isEmpty() {
        return bytes == 0;
    }

    int bytes() {
        return bytes;
    }

    /** Adds all that is readable in {@code piece}, which is its caller's again; returns {@code false} where the budget has no room for it. */
    boolean add(ByteBuf piece) {
        int length = piece.readableBytes();
        ByteBuf last = pieces.peekLast();
        if (last != null && last.writableBytes() >= length) {
            last.writeBytes(piece);
        } else if (length >= WORTH_HOLDING) {
            if (!charge(length)) {
                return false;
            }
            pieces.add(piece.readRetainedSlice(length));
        } else {
            int capacity = Math.max(length, Math.clamp(bytes, SMALLEST, LARGEST));
            if (!charge(capacity)) {
                return false;
            }
            pieces.add(allocator.directBuffer(capacity, capacity).writeBytes(piece));
        }
        bytes += length;
        return true;
    }

    /** Adds {@code first} in front of all; returns {@code false} where the budget has no room for it. */
    boolean addFirst(byte[] first) {
        if (first.length == 0) {
            return true;
        }
        if (!charge(first.length)) {
            return false;
        }
        pieces.addFirst(Unpooled.wrappedBuffer(first));
        bytes += first.length;
        return true;
    }

    private boolean charge(int count) {
        if (!budget.take(count)) {
            return false;
        }
        charged += count;
        return true;
    }

    /** Returns the first of its pieces, of which {@link #taken} then says how much is not needed any more. */
    ByteBuf first() {
        return pieces.getFirst();
    }

    /** Notes that {@code count} bytes of the first piece were read. */
    void taken(int count) {
        bytes -= count;
        if (!first().isReadable()) {
            pieces.removeFirst().release();
        }
        if (pieces.isEmpty()) {
            giveBack();
        }
    }

    private void giveBack() {
        budget.give(charged);
        charged = 0;
    }

    /** Drops all of it. */
    void clear() {
        pieces.forEach(ByteBuf::release);
        pieces.clear();
        bytes = 0;
        giveBack();
    }
}
