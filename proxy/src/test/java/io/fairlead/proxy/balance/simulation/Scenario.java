package io.fairlead.proxy.balance.simulation;

import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.testing.Endpoints;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/** What happens to the servers in a simulation's minute. */
enum Scenario {
    STEADY("Steady", "Five servers, all the same.") {
        @Override
        List<ScriptedServer> servers() {
            return always(Endpoints.numbered(5));
        }
    },
    WEIGHTS("Weights", "Five servers with the weights 1, 2, 3, 4 and 10.") {
        @Override
        List<ScriptedServer> servers() {
            List<ScriptedServer> servers = always(Endpoints.numbered(5));
            int[] weights = {1, 2, 3, 4, 10};
            for (int i = 0; i < weights.length; i++) {
                servers.get(i).weight(weights[i]);
            }
            return servers;
        }
    },
    ONE_SLOW("One slow", "Five servers; connections to srv3 last five times as long.") {
        @Override
        List<ScriptedServer> servers() {
            List<ScriptedServer> servers = always(Endpoints.numbered(5));
            servers.get(2).slowness(5);
            return servers;
        }
    },
    ONE_FLAPPING(
            "One flapping",
            "Five servers; srv3 is down for two seconds in each ten, and breaks its connections each time.") {
        @Override
        List<ScriptedServer> servers() {
            List<ScriptedServer> servers = always(Endpoints.numbered(5));
            servers.get(2).upWhile(now -> now % 10_000 < 5_000 || now % 10_000 >= 7_000);
            return servers;
        }
    },
    SCALE_UP("Scale-up", "Three servers; srv4 and srv5 are added after 30 s.") {
        @Override
        List<ScriptedServer> servers() {
            return scripted(Endpoints.numbered(5), now -> true, now -> true, now -> true, from(30_000), from(30_000));
        }
    },
    ROLLING(
            "Rolling update",
            "Three servers are replaced one after the other, the first after 10 s: the new one is added 5 s before the old one goes.") {
        @Override
        List<ScriptedServer> servers() {
            return scripted(
                    Endpoints.numbered(6),
                    now -> now < 15_000,
                    now -> now < 30_000,
                    now -> now < 45_000,
                    from(10_000),
                    from(25_000),
                    from(40_000));
        }
    };

    private final String title;
    private final String description;

    Scenario(String title, String description) {
        this.title = title;
        this.description = description;
    }

    String title() {
        return title;
    }

    String description() {
        return description;
    }

    /** Returns the servers, in the configuration's order; none has a connection. */
    abstract List<ScriptedServer> servers();

    private static List<ScriptedServer> always(List<Endpoint> endpoints) {
        return endpoints.stream()
                .map(endpoint -> new ScriptedServer(endpoint, now -> true))
                .toList();
    }

    private static LongPredicate from(long time) {
        return now -> now >= time;
    }

    private static List<ScriptedServer> scripted(List<Endpoint> endpoints, LongPredicate... there) {
        List<ScriptedServer> servers = new ArrayList<>();
        for (int i = 0; i < there.length; i++) {
            servers.add(new ScriptedServer(endpoints.get(i), there[i]));
        }
        return servers;
    }
}
