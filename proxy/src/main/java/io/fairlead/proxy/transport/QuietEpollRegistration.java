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

/**
 * One channel's registration with epoll.
 *
 * <ul>
 *   <li>EPOLLRDHUP is never asked for: the end of the stream is found by reading, once the channel reads.
 *   <li>A channel that wants nothing stays registered for errors, so that a reset is seen at once.
 *   <li>A channel whose both directions are shut down, but which does not read what is left, would be woken again and again by
 *       EPOLLHUP: it leaves epoll until it next wants something. An EPOLLHUP that epoll reported before the channel wanted something,
 *       and that comes after, is no reason to leave.
 * </ul>
 *
 * All but {@link #isValid} is called on the event loop.
 */
final class QuietEpollRegistration implements IoRegistration, EpollIoHandle {

    private static final int EPOLLHUP = 0x10;

    private final IoHandler epoll;
    private final EpollIoHandle handle;
    private IoRegistration registration;
    private EpollIoOps wanted = EpollIoOps.EPOLLERR;
    private boolean away;

    QuietEpollRegistration(IoHandler epoll, EpollIoHandle handle) throws Exception {
        this.epoll = epoll;
        this.handle = handle;
        registration = epoll.register(this);
    }

    @Override
    public long submit(IoOps ops) {
        wanted = ((EpollIoOps) ops).without(EpollIoOps.EPOLLRDHUP).with(EpollIoOps.EPOLLERR);
        if (away) {
            comeBack();
        }
        return registration.submit(wanted);
    }

    @Override
    public void handle(IoRegistration ignored, IoEvent event) {
        int ready = ((EpollIoEvent) event).ops().value();
        if (ready == EPOLLHUP && wanted.equals(EpollIoOps.EPOLLERR)) {
            away = true;
            registration.cancel();
        } else {
            handle.handle(this, event);
        }
    }

    private void comeBack() {
        try {
            registration = epoll.register(this);
            away = false;
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
        return away || registration.isValid();
    }

    @Override
    public boolean cancel() {
        if (away) {
            away = false;
            return true;
        }
        return registration.cancel();
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
