package io.fairlead.demo.script;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A call through the load balancer that has ended. Times are since the demo's clock started.
 *
 * @param client which client made it, from 0
 * @param opened when its connection was asked for; where all share one, when the call began: only then was a backend picked for it
 * @param ended when the answer came, or the failure
 * @param backend the pod that answered; absent where it failed
 * @param failure the status that it failed with; absent where it was answered
 */
record Call(
        int client,
        Duration opened,
        Duration ended,
        @Nullable String backend,
        @Nullable String failure) {

    static Call answered(int client, Duration opened, Duration ended, String backend) {
        return new Call(client, opened, ended, backend, null);
    }

    static Call failed(int client, Duration opened, Duration ended, String failure) {
        return new Call(client, opened, ended, null, failure);
    }
}
