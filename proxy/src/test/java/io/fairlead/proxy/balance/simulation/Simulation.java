package io.fairlead.proxy.balance.simulation;

import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.builder.BackendBuilder;
import io.fairlead.proxy.backend.BackendPool;
import io.fairlead.proxy.backend.BackendPool.Member;
import io.fairlead.proxy.backend.Candidate;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.testing.Endpoints;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;

/** A minute of connections to scripted servers; the same each time. Times are milliseconds since the start. */
final class Simulation {

    static final long LENGTH = 60_000;
    static final int BETWEEN_ARRIVALS = 10;
    static final int SHORTEST_CONNECTION = 500;
    static final int LONGEST_CONNECTION = 1500;
    static final int CLIENTS = 500;

    /** Servers are looked at so often. */
    private static final int BETWEEN_LOOKS = 100;

    private final List<ScriptedServer> servers;
    private final Policy policy;
    private final Backend config;
    private final Random traffic = new Random(1);
    private final Random starts = new Random(2);
    private final PriorityQueue<Connection> connections =
            new PriorityQueue<>(Comparator.comparingLong(Connection::end).thenComparingInt(Connection::number));
    private final Map<InetAddress, Endpoint> lastOf = new HashMap<>();
    private final Outcome outcome;
    private BackendPool pool;

    /** A connection that has been given a server. */
    private record Connection(int number, ScriptedServer server, long end) {}

    private Simulation(Policy policy, List<ScriptedServer> servers) {
        this.policy = policy;
        this.servers = servers;
        config = BackendBuilder.builder().name("echo").balance(policy.balance()).build();
        pool = BackendPool.empty(config);
        outcome = new Outcome(servers.size());
    }

    static Outcome run(Policy policy, Scenario scenario) {
        Simulation simulation = new Simulation(policy, scenario.servers());
        List<InetAddress> clients = Endpoints.clients(CLIENTS);
        for (int now = 0; now < LENGTH; now += BETWEEN_ARRIVALS) {
            if (now % BETWEEN_LOOKS == 0) {
                simulation.look(now);
            }
            simulation.end(now);
            simulation.arrive(clients.get(simulation.traffic.nextInt(CLIENTS)), now);
        }
        return simulation.outcome;
    }

    private void look(long now) {
        List<Member> members = servers.stream()
                .filter(server -> server.isThere(now))
                .map(server -> server.member(now, Policy.SLOW_START, policy.limit()))
                .toList();
        pool = pool.with(config, null, members, starts);
        List<Connection> broken = connections.stream()
                .filter(connection -> !connection.server().isUp(now))
                .toList();
        broken.forEach(connection -> {
            connections.remove(connection);
            connection.server().endpoint().stats().active().decrementAndGet();
        });
        outcome.broken(broken.size());
    }

    private void end(long now) {
        while (!connections.isEmpty() && connections.element().end() <= now) {
            connections.remove().server().endpoint().stats().active().decrementAndGet();
        }
    }

    private void arrive(InetAddress client, int now) {
        int usual = traffic.nextInt(SHORTEST_CONNECTION, LONGEST_CONNECTION + 1);
        if (pool.pick(client::getAddress, Set.of()) instanceof Candidate candidate) {
            Endpoint endpoint = candidate.endpoint();
            ScriptedServer server = server(endpoint);
            long duration = Math.round(usual * server.slowness());
            int active = endpoint.stats().active().incrementAndGet();
            connections.add(new Connection(now, server, now + duration));
            Endpoint last = lastOf.put(client, endpoint);
            outcome.given(servers.indexOf(server), duration, active, last != null && last != endpoint);
        } else {
            outcome.refused();
        }
    }

    private ScriptedServer server(Endpoint endpoint) {
        return servers.stream()
                .filter(server -> server.endpoint() == endpoint)
                .findFirst()
                .orElseThrow();
    }
}
