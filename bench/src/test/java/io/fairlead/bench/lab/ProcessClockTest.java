package io.fairlead.bench.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProcessClockTest {

    private static final Duration WORK = Duration.ofMillis(50);

    @Test
    void countsWhatAThreadUsedThatHasEnded() throws Exception {
        // Given
        List<Long> own = List.of(ProcessHandle.current().pid());
        Duration before = ProcessClock.read(own);
        Thread busy = Thread.ofPlatform().start(ProcessClockTest::useCpu);

        // When
        busy.join();

        // Then
        assertThat(ProcessClock.read(own).minus(before)).isGreaterThanOrEqualTo(WORK);
    }

    private static void useCpu() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        while (threads.getCurrentThreadCpuTime() - start < WORK.toNanos()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aProcessThatEndedIsAFault() throws Exception {
        // Given
        Process process = new ProcessBuilder("true").start();
        process.waitFor();

        // When, Then
        assertThatThrownBy(() -> ProcessClock.read(List.of(process.pid())))
                .isInstanceOf(IOException.class)
                .hasMessage("process %d: no CPU clock (expected: a process that runs)", process.pid());
    }
}
