package io.fairlead.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatcherTest {

    @TempDir
    private Path folder;

    private final List<String> heard = new ArrayList<>();

    private Path file;

    private FileWatcher watcher;

    @BeforeEach
    void watchFile() throws IOException {
        file = Files.writeString(folder.resolve("config.yaml"), "first");
        watcher = watch(file);
    }

    @Test
    void unchangedFileIsNotReported() throws IOException {
        // Given
        poll(2);
        Files.writeString(file, "first");

        // When
        poll(2);

        // Then
        assertThat(heard).isEmpty();
    }

    @Test
    void changeIsReportedOnceTwoPollsReadTheSame() throws IOException {
        // Given
        Files.writeString(file, "second");
        watcher.poll();
        assertThat(heard).isEmpty();

        // When
        poll(3);

        // Then
        assertThat(heard).containsExactly("changed: second");
    }

    @Test
    void halfWrittenFileIsNotReported() throws IOException {
        // Given
        Files.writeString(file, "");
        watcher.poll();
        Files.writeString(file, "sec");
        watcher.poll();
        Files.writeString(file, "second");
        watcher.poll();

        // When
        poll(2);

        // Then
        assertThat(heard).containsExactly("changed: second");
    }

    @Test
    void replacementByRenameIsReported() throws IOException {
        // Given
        Path replacement = Files.writeString(folder.resolve("config.yaml.new"), "second");
        Files.setLastModifiedTime(replacement, Files.getLastModifiedTime(file));
        Files.move(replacement, file, StandardCopyOption.ATOMIC_MOVE);

        // When
        poll(2);

        // Then
        assertThat(heard).containsExactly("changed: second");
    }

    @Test
    void swapOfTheLinkToItsFolderIsReported() throws IOException {
        // Given
        Files.writeString(Files.createDirectory(folder.resolve("..1")).resolve("config.yaml"), "first");
        Files.writeString(Files.createDirectory(folder.resolve("..2")).resolve("config.yaml"), "second");
        Path data = Files.createSymbolicLink(folder.resolve("..data"), Path.of("..1"));
        Path mounted = Files.createSymbolicLink(folder.resolve("mounted.yaml"), Path.of("..data/config.yaml"));
        watcher = watch(mounted);
        Path next = Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of("..2"));
        Files.move(next, data, StandardCopyOption.ATOMIC_MOVE);

        // When
        poll(2);

        // Then
        assertThat(heard).containsExactly("changed: second");
    }

    @Test
    void vanishedFileIsReportedOnceAndAgainWhenItIsBack() throws IOException {
        // Given
        Files.delete(file);
        poll(4);
        Files.writeString(file, "first");

        // When
        poll(2);

        // Then
        assertThat(heard)
                .containsExactly("lost: no such file (expected: a GrpcLoadBalancer in YAML)", "changed: first");
    }

    @Test
    void fileThatIsAwayForOnePollIsNotReported() throws IOException {
        // Given
        Files.delete(file);
        watcher.poll();
        Files.writeString(file, "first");

        // When
        poll(2);

        // Then
        assertThat(heard).isEmpty();
    }

    @Test
    void reloadReportsAtOnceAndOnlyOnce() throws IOException {
        // Given
        Files.writeString(file, "second");
        watcher.reload();

        // When
        poll(2);

        // Then
        assertThat(heard).containsExactly("changed: second");
    }

    private FileWatcher watch(Path path) {
        return new FileWatcher(path, "first", new ConfigListener() {
            @Override
            public void changed(String text) {
                heard.add("changed: " + text);
            }

            @Override
            public void lost(InvalidConfigException reason) {
                heard.add("lost: " + reason.getMessage());
            }
        });
    }

    private void poll(int times) {
        for (int i = 0; i < times; i++) {
            watcher.poll();
        }
    }
}
