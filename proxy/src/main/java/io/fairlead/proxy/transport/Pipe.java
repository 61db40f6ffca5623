package io.fairlead.proxy.transport;

import io.netty.channel.epoll.Native;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;

/** A pipe of the kernel, through which bytes go from one socket to another without a copy. It knows how many bytes are in it. */
public final class Pipe {

    /** More than a pipe ever holds. */
    private static final int ALL = 1024 * 1024;

    private final FileDescriptor out;
    private final FileDescriptor in;
    private int held;

    private Pipe(FileDescriptor out, FileDescriptor in) {
        this.out = out;
        this.in = in;
    }

    static Pipe open() throws IOException {
        FileDescriptor[] ends = FileDescriptor.pipe();
        return new Pipe(ends[0], ends[1]);
    }

    /** Returns how many bytes are in it. */
    public int held() {
        return held;
    }

    /** Takes what there is, as far as there is room, and returns how much; 0 where there is nothing, or the stream has ended. */
    int fill(FileDescriptor from) throws IOException {
        int moved = Native.splice(from.intValue(), -1, in.intValue(), -1, ALL);
        held += moved;
        return moved;
    }

    /** Gives as much as {@code to} takes. */
    void drain(FileDescriptor to) throws IOException {
        held -= Native.splice(out.intValue(), -1, to.intValue(), -1, held);
    }

    void close() {
        close(out);
        close(in);
    }

    private static void close(FileDescriptor end) {
        try {
            end.close();
        } catch (IOException e) {
            // A pipe has nothing to write back: it is closed all the same.
        }
    }
}
