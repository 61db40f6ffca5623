package io.fairlead.bench;

import io.fairlead.bench.bulk.Bulk;
import io.fairlead.bench.contestant.Mode;
import io.fairlead.bench.idle.IdleConnections;
import io.fairlead.bench.jmh.PickWork;
import io.fairlead.bench.openloop.LatencyUnderLoad;
import io.fairlead.bench.start.StartUp;
import io.fairlead.bench.work.Calls;
import io.fairlead.bench.work.Work;
import java.util.List;

/** All works, in the order of their letters. */
final class Works {

    private Works() {}

    static List<Work> all() {
        return List.of(
                Calls.unary(),
                Calls.multiplexed(),
                Calls.large(),
                Calls.churn(),
                new IdleConnections(Mode.TCP),
                new LatencyUnderLoad(Mode.TCP),
                new PickWork(),
                new Bulk(),
                new StartUp(),
                Calls.multiplexedInGrpc(),
                Calls.largeInGrpc(),
                new IdleConnections(Mode.GRPC),
                new LatencyUnderLoad(Mode.GRPC));
    }
}
