package io.fairlead.proxy;

import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.Balance;
import io.fairlead.api.v1alpha1.EndpointOverride;
import io.fairlead.api.v1alpha1.HashSettings;
import io.fairlead.api.v1alpha1.HashType;
import io.fairlead.api.v1alpha1.Server;
import java.util.ArrayList;
import java.util.List;

/** Writes in HAProxy's words how a backend balances. */
final class HaproxyBalance {

    private HaproxyBalance() {}

    /** Returns the lines of the backend. */
    static List<String> lines(Balance balance) {
        List<String> lines = new ArrayList<>();
        lines.add("    balance "
                + switch (balance.algorithm()) {
                    case RoundRobin -> "roundrobin";
                    case LeastConnections -> "leastconn";
                    case StaticRoundRobin -> "static-rr";
                    case First -> "first";
                    case Random, LeastRequests -> "random(" + balance.drawsOrDefault() + ")";
                    case Source -> "source";
                });
        HashSettings hash = balance.hashOrDefault();
        if (balance.algorithm() == Algorithm.Source) {
            lines.add("    hash-type " + (hash.typeOrDefault() == HashType.MapBased ? "map-based" : "consistent"));
        }
        if (hash.balanceFactor() != null) {
            lines.add("    hash-balance-factor " + hash.balanceFactor());
        }
        if (balance.allBackupsOrDefault()) {
            lines.add("    option allbackups");
        }
        return lines;
    }

    /** Returns the words of a server's line. */
    static String words(Server server, Balance balance) {
        return (server.weight() == null ? "" : " weight " + server.weight())
                + (server.backupOrDefault() ? " backup" : "")
                + (server.maxConnections() == null ? "" : " maxconn " + server.maxConnections())
                + (balance.slowStart() == null
                        ? ""
                        : " slowstart " + balance.slowStart().toMillis());
    }

    /** Returns what the overrides of servers are in commands to a HAProxy that runs. */
    static List<String> commands(Backend backend) {
        List<String> commands = new ArrayList<>();
        for (EndpointOverride override : backend.overridesOrNone()) {
            String server = "set server " + backend.name() + "/" + override.server();
            if (override.weight() != null) {
                commands.add(server + " weight " + override.weight());
            }
            if (override.state() != null) {
                commands.add(server + " state "
                        + switch (override.state()) {
                            case Ready -> "ready";
                            case Drain -> "drain";
                            case Maintenance -> "maint";
                        });
            }
        }
        return commands;
    }
}
