package io.fairlead.bench.lab;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.List;

/**
 * The CPU time of processes, to the nanosecond, by {@code clock_getcpuclockid} and {@code clock_gettime}: user and system time of all threads, those that
 * ended included. What /proc has is either of the threads that live, or in ticks of 10 ms.
 */
public final class ProcessClock {

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle GET_CLOCK = function("clock_getcpuclockid", ValueLayout.ADDRESS);
    private static final MethodHandle GET_TIME = function("clock_gettime", ValueLayout.ADDRESS);

    private ProcessClock() {}

    @SuppressWarnings("restricted")
    private static MethodHandle function(String name, ValueLayout second) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, second));
    }

    /**
     * Returns what the processes {@code pids} have used since their start, together.
     *
     * @throws IOException in one line for the user, where there is no such process
     */
    public static Duration read(List<Long> pids) throws IOException {
        Duration sum = Duration.ZERO;
        for (long pid : pids) {
            sum = sum.plus(read(pid));
        }
        return sum;
    }

    private static Duration read(long pid) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment clock = arena.allocate(ValueLayout.JAVA_INT);
            int fault = (int) GET_CLOCK.invokeExact((int) pid, clock);
            MemorySegment time = arena.allocate(ValueLayout.JAVA_LONG, 2);
            if (fault != 0 || (int) GET_TIME.invokeExact(clock.get(ValueLayout.JAVA_INT, 0), time) != 0) {
                throw new IOException("process %d: no CPU clock (expected: a process that runs)".formatted(pid));
            }
            return Duration.ofSeconds(
                    time.getAtIndex(ValueLayout.JAVA_LONG, 0), time.getAtIndex(ValueLayout.JAVA_LONG, 1));
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
