package io.fairlead.proxy.transport;

import io.netty.channel.IoEvent;
import io.netty.channel.IoHandler;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One channel's registration with epoll.
 *
 * <ul>
 *   <li>EPOLLRDHUP is never asked for: the end of the stream is found by reading, once the channel reads.
 *   <li>A channel that wants nothing stays registered for errors, so that a reset is seen at once.
 *   <li>What the channel does not want any more is taken out of epoll when it is next reported. Mostly it is wanted again before.
 *   <li>A channel whose both directions are shut down, but which does not read what is left, would be woken again and again by
 *       EPOLLHUP: it leaves epoll until it next wants something. An EPOLLHUP that epoll reported before the channel wanted something,
 *       and that comes after, is no reason to leave.
 *   <li>An {@link EpollConnection} may take it over: then events are its own, and what the channel wants counts no more.
 * </ul>
 *
 * All but {@link #isValid} is called on the event loop.
 */
final class QuietEpollRegistration implements IoRegistration, EpollIoHandle {

    static final int IN = EpollIoOps.EPOLLIN.value();
    static final int OUT = EpollIoOps.EPOLLOUT.value();
    static final int ERR = EpollIoOps.EPOLLERR.value();
    static final int HUP = 0x10;

    /** By what is wanted besides {@link #ERR}. */
    private static final EpollIoOps[] OPS = new EpollIoOps[(IN | OUT) + 1];

    static {
        for (int wanted : new int[] {0, IN, OUT, IN | OUT}) {
            OPS[wanted] = EpollIoOps.valueOf(wanted | ERR);
        }
    }

    private final IoHandler epoll;
    private final EpollIoHandle handle;
    private final IntConsumer cancelled;
    private IoRegistration registration;
    private @Nullable EpollConnection connection;
    private int wanted;
    private int asked;
    private boolean away;
    private volatile boolean ended;

    /**
     * Registers {@code handle}.
     *
     * @param cancelled is given the file descriptor when the registration ends
     */
    QuietEpollRegistration(IoHandler epoll, EpollIoHandle handle, IntConsumer cancelled) throws Exception {
        this.epoll = epoll;
        this.handle = handle;
        this.cancelled = cancelled;
        registration = epoll.register(this);
    }

    /** Tells {@code taker} of what happens from now on, in the place of the channel. */
    void takeOver(EpollConnection taker) {
        connection = taker;
    }

    @Override
    public long submit(IoOps ops) {
        if (connection == null) {
            want(((EpollIoOps) ops).value() & (IN | OUT));
        }
        return wanted;
    }

    /** Sets what is reported besides errors: {@link #IN}, {@link #OUT}, both or none. */
    void want(int ops) {
        wanted = ops;
        if (away && wanted != 0 && !ended) {
            comeBack();
        }
        if ((wanted & ~asked) != 0) {
            tellEpoll();
        }
    }

    /** Takes what is not wanted out of epoll at once. */
    void tellEpoll() {
        if (asked != wanted && !away && !ended) {
            asked = wanted;
            registration.submit(OPS[wanted]);
        }
    }

    @Override
    public void handle(IoRegistration ignored, IoEvent event) {
        int reported = ((EpollIoEvent) event).ops().value();
        int ready = reported & (wanted | ERR | HUP);
        if (ready == HUP && wanted == 0) {
            away = true;
            registration.cancel();
            return;
        }
        if (ready != reported) {
            tellEpoll();
        }
        if (connection != null) {
            connection.handle(ready);
        } else if (ready == reported) {
            handle.handle(this, event);
        } else if (ready != 0) {
            EpollIoOps ops = EpollIoOps.valueOf(ready);
            handle.handle(this, (EpollIoEvent) () -> ops);
        }
    }

    private void comeBack() {
        try {
            registration = epoll.register(this);
            away = false;
            asked = 0;
        } catch (Exception e) {
            throw new UncheckedIOException(new IOException("cannot register with epoll", e));
        }
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // IoRegistration has it so
    public <T> T attachment() {
        return registration.attachment();
    }

    @Override
    public boolean isValid() {
        return !ended;
    }

    /** Netty calls it more than once, and then the file descriptor may be another connection's. */
    @Override
    public boolean cancel() {
        if (ended) {
            return false;
        }
        ended = true;
        cancelled.accept(fd().intValue());
        if (!away) {
            registration.cancel();
        }
        if (connection != null) {
            connection.closedByOthers();
        }
        return true;
    }

    @Override
    public FileDescriptor fd() {
        return handle.fd();
    }

    @Override
    public void close() throws Exception {
        handle.close();
    }
}
