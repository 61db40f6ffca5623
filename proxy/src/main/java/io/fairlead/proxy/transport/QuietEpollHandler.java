package io.fairlead.proxy.transport;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;

/**
 * Netty's epoll handler, with registrations that let a channel that does not read be left alone.
 *
 * <p>Netty asks for EPOLLRDHUP on each connection, and once it comes reads all that the kernel holds, up to {@code tcp_rmem}'s
 * maximum, whether the channel is to be read or not: a sender that closes behind its data would fill the proxy's memory however
 * slow the receiver is. See {@link QuietEpollRegistration} for what is done instead.
 */
final class QuietEpollHandler implements IoHandler {

    private final IoHandler epoll;

    private QuietEpollHandler(IoHandler epoll) {
        this.epoll = epoll;
    }

    static IoHandlerFactory wrap(IoHandlerFactory epoll) {
        return executor -> new QuietEpollHandler(epoll.newHandler(executor));
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
        return new QuietEpollRegistration(epoll, (EpollIoHandle) handle);
    }

    @Override
    public void initialize() {
        epoll.initialize();
    }

    @Override
    public int run(IoHandlerContext context) {
        return epoll.run(context);
    }

    @Override
    public void prepareToDestroy() {
        epoll.prepareToDestroy();
    }

    @Override
    public void destroy() {
        epoll.destroy();
    }

    @Override
    public void wakeup() {
        epoll.wakeup();
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> handleType) {
        return epoll.isCompatible(handleType);
    }
}
