package io.fairlead.proxy.transport;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import io.netty.util.concurrent.FastThreadLocal;
import org.jspecify.annotations.Nullable;

/**
 * Netty's epoll handler, with registrations that let a channel that does not read be left alone.
 *
 * <p>Netty asks for EPOLLRDHUP on each connection, and once it comes reads all that the kernel holds, up to {@code tcp_rmem}'s
 * maximum, whether the channel is to be read or not: a sender that closes behind its data would fill the proxy's memory however
 * slow the receiver is. See {@link QuietEpollRegistration} for what is done instead.
 *
 * <p>All but {@link #wakeup} and {@link #isCompatible} is called on the event loop.
 */
final class QuietEpollHandler implements IoHandler {

    private static final FastThreadLocal<QuietEpollHandler> CURRENT = new FastThreadLocal<>();

    private final IoHandler epoll;
    private final IntObjectMap<QuietEpollRegistration> registrations = new IntObjectHashMap<>();
    private final LoopMemory memory;

    private QuietEpollHandler(IoHandler epoll, RelayStats stats) {
        this.epoll = epoll;
        memory = new LoopMemory(stats);
    }

    static IoHandlerFactory wrap(IoHandlerFactory epoll, RelayStats stats) {
        return executor -> new QuietEpollHandler(epoll.newHandler(executor), stats);
    }

    /** Returns that of the event loop that calls. */
    static QuietEpollHandler current() {
        return CURRENT.get();
    }

    /** Returns the registration of a file descriptor, {@code null} where it has none. */
    @Nullable
    QuietEpollRegistration registration(int fd) {
        return registrations.get(fd);
    }

    LoopMemory memory() {
        return memory;
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
        QuietEpollRegistration registration =
                new QuietEpollRegistration(epoll, (EpollIoHandle) handle, registrations::remove);
        registrations.put(registration.fd().intValue(), registration);
        return registration;
    }

    @Override
    public void initialize() {
        CURRENT.set(this);
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
        memory.pipes().close();
        CURRENT.remove();
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
