package io.fairlead.proxy.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.IoEvent;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** What one channel's registration asks of epoll, by the events that come. */
@EnabledIf("io.netty.channel.epoll.Epoll#isAvailable")
class QuietEpollRegistrationTest {

    private static final EpollIoEvent HANG_UP = () -> EpollIoOps.valueOf(0x10);
    private static final EpollIoEvent READABLE = () -> EpollIoOps.EPOLLIN;

    private final FakeEpoll epoll = new FakeEpoll();
    private final FakeHandle handle = new FakeHandle();
    private final List<Integer> cancelled = new ArrayList<>();
    private QuietEpollRegistration registration;

    @BeforeEach
    void register() throws Exception {
        registration = new QuietEpollRegistration(epoll, handle, cancelled::add);
    }

    @Test
    void aChannelThatWantsNothingLeavesEpollWhenItHangsUpAndComesBackForWhatItWants() {
        // Given
        registration.submit(EpollIoOps.NONE);
        registration.handle(registration, HANG_UP);
        List<FakeRegistration> whileAway = epoll.valid();

        // When
        registration.submit(EpollIoOps.EPOLLIN);

        // Then
        assertThat(whileAway).isEmpty();
        assertThat(epoll.valid()).singleElement().satisfies(FakeRegistration::wantsToRead);
    }

    @Test
    void aHangUpFromBeforeTheChannelWantedToReadDoesNotTakeItOutOfEpoll() {
        // Given
        registration.submit(EpollIoOps.NONE);
        registration.submit(EpollIoOps.EPOLLIN);

        // When
        registration.handle(registration, HANG_UP);

        // Then
        assertThat(epoll.valid()).singleElement().satisfies(FakeRegistration::wantsToRead);
    }

    @Test
    void whatIsNotWantedAnyMoreIsTakenOutOfEpollWhenItIsReported() {
        // Given
        registration.submit(EpollIoOps.EPOLLIN);
        registration.submit(EpollIoOps.NONE);
        boolean before = epoll.valid().getFirst().ops.contains(EpollIoOps.EPOLLIN);

        // When
        registration.handle(registration, READABLE);

        // Then
        assertThat(before).isTrue();
        assertThat(epoll.valid()).singleElement().extracting(known -> known.ops).isEqualTo(EpollIoOps.EPOLLERR);
        assertThat(handle.events).isEmpty();
    }

    @Test
    void theFileDescriptorIsGivenUpOnceThoughItIsCancelledTwice() {
        // Given
        registration.cancel();

        // When
        registration.cancel();

        // Then
        assertThat(cancelled).hasSize(1);
        assertThat(registration.isValid()).isFalse();
    }

    private static final class FakeRegistration implements IoRegistration {

        private EpollIoOps ops = EpollIoOps.NONE;
        private boolean valid = true;

        void wantsToRead() {
            assertThat(ops.contains(EpollIoOps.EPOLLIN)).isTrue();
        }

        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // IoRegistration has it so
        public <T> T attachment() {
            throw new UnsupportedOperationException();
        }

        @Override
        public long submit(IoOps wanted) {
            ops = (EpollIoOps) wanted;
            return ops.value();
        }

        @Override
        public boolean isValid() {
            return valid;
        }

        @Override
        public boolean cancel() {
            valid = false;
            return true;
        }
    }

    /** Keeps the registrations that were asked for. */
    private static final class FakeEpoll implements IoHandler {

        private final List<FakeRegistration> registrations = new ArrayList<>();

        List<FakeRegistration> valid() {
            return registrations.stream().filter(FakeRegistration::isValid).toList();
        }

        @Override
        public IoRegistration register(IoHandle handle) {
            FakeRegistration added = new FakeRegistration();
            registrations.add(added);
            return added;
        }

        @Override
        public int run(IoHandlerContext context) {
            return 0;
        }

        @Override
        public void wakeup() {}

        @Override
        public boolean isCompatible(Class<? extends IoHandle> handleType) {
            return true;
        }
    }

    private static final class FakeHandle implements EpollIoHandle {

        private final List<IoEvent> events = new ArrayList<>();

        @Override
        public FileDescriptor fd() {
            return new FileDescriptor(7);
        }

        @Override
        public void handle(IoRegistration registration, IoEvent event) {
            events.add(event);
        }

        @Override
        public void close() {}
    }
}
