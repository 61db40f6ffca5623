package io.fairlead.bench.contestant;

import java.nio.file.Path;
import java.util.List;

/** All that can be compared. */
public final class Contestants {

    private Contestants() {}

    /** Returns the proxy of the repository that {@code root} is the folder of. */
    public static Contestant fairlead(Path root) {
        return new Fairlead(root.resolve("fairlead"));
    }

    /** Returns those to compare it with, the way without a proxy as the last. */
    public static List<Contestant> peers() {
        return List.of(
                Haproxy.copying(), Haproxy.splicing(), Haproxy.buffering(), new Nginx(), new Nghttpx(), new Direct());
    }
}
