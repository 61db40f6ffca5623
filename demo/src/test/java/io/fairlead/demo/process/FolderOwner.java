package io.fairlead.demo.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A process of its own: makes a folder, runs something in it, says the number of that process, and goes on until it is killed. */
final class FolderOwner {

    private FolderOwner() {}

    public static void main(String... arguments) throws Exception {
        ReapedFolder folder = ReapedFolder.create(Path.of(arguments[0]));
        Path below = Files.createDirectory(folder.path().resolve("below"));
        Process process = new ProcessBuilder(Sessions.own(List.of("sleep", "1000")))
                .directory(below.toFile())
                .start();
        System.out.println(process.pid());
        Thread.sleep(Long.MAX_VALUE);
    }
}
