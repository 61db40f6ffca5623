package io.fairlead.demo.machine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {

    private static final long MIB = 1L << 20;
    private static final long HEAP = 256 * MIB;

    @TempDir
    private Path root;

    @BeforeEach
    void machineWithEnough() throws IOException {
        file("proc/meminfo", "MemTotal:       8000000 kB\nMemFree:         10000 kB\nMemAvailable:   6000000 kB\n");
        file("proc/self/cgroup", "0::/user/demo\n");
        groupTwo("user/demo", "max", "100000", 0);
    }

    @Test
    void isEnoughWhereNothingIsScarce() {
        // When Then
        assertThatCode(() -> new Memory(root, HEAP).check()).doesNotThrowAnyException();
    }

    @Test
    void heapOfTheJvmCanBeTooSmall() {
        // When Then
        assertThatIOException()
                .isThrownBy(() -> new Memory(root, 16 * MIB).check())
                .withMessage(
                        "the JVM's heap: at most 16 MiB (expected: at least %d MiB; -Xmx of FAIRLEAD_JAVA_OPTS)",
                        Memory.HEAP);
    }

    @Test
    void machineCanHaveTooLittle() throws IOException {
        // Given
        file("proc/meminfo", "MemTotal:       8000000 kB\nMemAvailable:    204800 kB\n");

        // When Then
        assertThatIOException()
                .isThrownBy(() -> new Memory(root, HEAP).check())
                .withMessage(
                        "memory: the machine has 200 MiB available (expected: at least %d MiB, for seven JVMs)",
                        Memory.ALL);
    }

    @Test
    void groupCanHaveTooLittleLeft() throws IOException {
        // Given
        groupTwo("user/demo", bytes(1_000), bytes(700), 0);

        // When Then
        assertThatIOException()
                .isThrownBy(() -> new Memory(root, HEAP).check())
                .withMessage(
                        "memory: the control group /user/demo has 300 MiB available (expected: at least %d MiB, for seven JVMs)",
                        Memory.ALL);
    }

    @Test
    void groupAboveCanHaveTooLittleLeft() throws IOException {
        // Given
        groupTwo("user", bytes(512), bytes(12), 0);

        // When Then
        assertThatIOException()
                .isThrownBy(() -> new Memory(root, HEAP).check())
                .withMessageStartingWith("memory: the control group /user has 500 MiB available");
    }

    @Test
    void pageCacheOfAGroupCanBeHad() throws IOException {
        // Given
        groupTwo("user/demo", bytes(1_000), bytes(900), 800 * MIB);

        // When Then
        assertThatCode(() -> new Memory(root, HEAP).check()).doesNotThrowAnyException();
    }

    @Test
    void groupOfTheFirstVersionCanHaveTooLittleLeft() throws IOException {
        // Given
        file("proc/self/cgroup", "4:cpu,cpuacct:/x\n3:memory:/x\n0::/\n");
        file("sys/fs/cgroup/memory/x/memory.limit_in_bytes", bytes(600) + "\n");
        file("sys/fs/cgroup/memory/x/memory.usage_in_bytes", bytes(500) + "\n");
        file("sys/fs/cgroup/memory/x/memory.stat", "inactive_file 1\ntotal_inactive_file " + 40 * MIB + "\n");

        // When Then
        assertThatIOException()
                .isThrownBy(() -> new Memory(root, HEAP).check())
                .withMessageStartingWith("memory: the control group /x has 140 MiB available");
    }

    /** There the path is one that only the host has, and the limit is at the top. */
    @Test
    void containerOfTheFirstVersionCanHaveTooLittleLeft() throws IOException {
        // Given
        file("proc/self/cgroup", "3:memory:/docker/0123\n");
        file("sys/fs/cgroup/memory/memory.limit_in_bytes", bytes(256) + "\n");
        file("sys/fs/cgroup/memory/memory.usage_in_bytes", bytes(56) + "\n");

        // When Then
        assertThatIOException()
                .isThrownBy(() -> new Memory(root, HEAP).check())
                .withMessageStartingWith("memory: the control group / has 200 MiB available");
    }

    @Test
    void whatIsNotThereBoundsNothing(@TempDir Path empty) {
        // When Then
        assertThatCode(() -> new Memory(empty, HEAP).check()).doesNotThrowAnyException();
    }

    private void groupTwo(String group, String limit, String used, long cache) throws IOException {
        file("sys/fs/cgroup/" + group + "/memory.max", limit + "\n");
        file("sys/fs/cgroup/" + group + "/memory.current", used + "\n");
        file("sys/fs/cgroup/" + group + "/memory.stat", "anon 5\ninactive_file " + cache + "\nactive_file 7\n");
    }

    private static String bytes(long mebibytes) {
        return Long.toString(mebibytes * MIB);
    }

    private void file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
