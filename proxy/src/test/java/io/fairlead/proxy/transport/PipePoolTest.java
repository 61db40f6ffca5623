package io.fairlead.proxy.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("io.netty.channel.epoll.Epoll#isAvailable")
class PipePoolTest {

    private final RelayStats stats = new RelayStats();
    private final PipePool pool = new PipePool(stats);
    private final List<Pipe> taken = new ArrayList<>();

    @AfterEach
    void close() {
        taken.forEach(pool::giveBack);
        pool.close();
    }

    @Test
    void hasNoMorePipesThanItMayHave() {
        // Given
        for (int i = 0; i < PipePool.MOST; i++) {
            take();
        }

        // When
        Pipe beyond = pool.take();

        // Then
        assertThat(beyond).isNull();
        assertThat(stats.pipesInUse()).hasValue(PipePool.MOST);
    }

    @Test
    void hasNoneWhileNoFileDescriptorIsLeftAndOneAfterwards() {
        // Given
        AtomicBoolean exhausted = new AtomicBoolean(true);
        PipePool scarce = new PipePool(stats, () -> {
            if (exhausted.get()) {
                throw new IOException("Too many open files");
            }
            return Pipe.open();
        });
        Pipe before = scarce.take();
        int inUseBefore = stats.pipesInUse().get();
        exhausted.set(false);

        // When
        Pipe after = Objects.requireNonNull(scarce.take());

        // Then
        assertThat(before).isNull();
        assertThat(inUseBefore).isZero();
        assertThat(stats.pipesInUse()).hasValue(1);
        scarce.giveBack(after);
        scarce.close();
    }

    @Test
    void keepsFewThatAreIdle() {
        // Given
        for (int i = 0; i < PipePool.MOST_IDLE + 5; i++) {
            take();
        }

        // When
        taken.forEach(pool::giveBack);
        taken.clear();

        // Then
        assertThat(stats.pipesInUse()).hasValue(0);
        assertThat(stats.pipesIdle()).hasValue(PipePool.MOST_IDLE);
    }

    @Test
    void usesAnIdlePipeAgain() {
        // Given
        Pipe first = take();
        taken.remove(first);
        pool.giveBack(first);

        // When
        Pipe second = take();

        // Then
        assertThat(second).isSameAs(first);
        assertThat(stats.pipesIdle()).hasValue(0);
    }

    @Test
    void doesNotKeepAPipeWithBytesInIt() throws IOException {
        // Given
        Pipe pipe = take();
        taken.remove(pipe);
        fill(pipe);

        // When
        pool.giveBack(pipe);

        // Then
        assertThat(stats.pipesIdle()).hasValue(0);
        assertThat(take().held()).isZero();
    }

    private static void fill(Pipe pipe) throws IOException {
        FileDescriptor[] source = FileDescriptor.pipe();
        source[1].write(ByteBuffer.allocateDirect(100), 0, 100);
        assertThat(pipe.fill(source[0])).isEqualTo(100);
        source[0].close();
        source[1].close();
    }

    private Pipe take() {
        Pipe pipe = Objects.requireNonNull(pool.take());
        taken.add(pipe);
        return pipe;
    }
}
