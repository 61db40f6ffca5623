package io.fairlead.convert;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes one value for a backend of what HAProxy has for each server. */
final class SharedOptions {

    private SharedOptions() {}

    /** Applies what the servers say; where they differ what the first says, and the others are said to be left out. */
    static void apply(BackendDraft draft) {
        for (SharedOption<?> option : SharedOption.ALL) {
            List<ServerDraft> servers = draft.servers.stream()
                    .filter(server -> !option.ofChecks() || server.options().checked)
                    .toList();
            if (!servers.isEmpty()) {
                apply(option, servers, draft);
            }
        }
    }

    private static void apply(SharedOption<?> option, List<ServerDraft> servers, BackendDraft draft) {
        SharedOption.Value<?> first = servers.getFirst().options().get(option);
        if (first != null) {
            first.applyTo(draft);
        }
        for (ServerDraft server : servers) {
            SharedOption.Value<?> value = server.options().get(option);
            if (!same(first, value)) {
                String what = "server %s: %s%s".formatted(server.name(), value == null ? "no " : "", option.name());
                String why = "not yet: one for all servers of a backend; here as server %s has it"
                        .formatted(servers.getFirst().name());
                draft.context.findings().leftOut(server.origin(), what, why);
            }
        }
    }

    private static boolean same(SharedOption.@Nullable Value<?> first, SharedOption.@Nullable Value<?> other) {
        return first == null ? other == null : first.sameAs(other);
    }
}
