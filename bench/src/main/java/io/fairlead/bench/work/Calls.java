package io.fairlead.bench.work;

import io.fairlead.bench.contestant.Contestant;
import io.fairlead.bench.contestant.Front;
import io.fairlead.bench.contestant.Mode;
import io.fairlead.bench.lab.Lab;
import io.fairlead.bench.tool.GrpcMessages;
import io.fairlead.bench.tool.H2load;
import io.fairlead.bench.tool.Nghttpd;
import io.fairlead.bench.tool.Tool;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Unary calls that h2load makes and nghttpd answers. */
public final class Calls implements Work {

    private static final int SMALL = 16;
    private static final int MIB = 1 << 20;
    private static final int CONNECTIONS = 50;

    /** About a quarter of what a proxy can do on one CPU, so that none has to queue what comes. */
    private static final int CONNECTIONS_PER_SECOND = 2_000;

    /** Of large messages so many are under way, and not all answered, at the end of a round. */
    private static final int FEW_CONNECTIONS = 10;

    /** A proxy that gives each stream its turn answers all of them at about the same time, and may have answered none before. */
    private static final Duration SHORTEST_IN_GRPC = Duration.ofSeconds(2);

    private static final String PATH = "bench.Echo.Call";
    private static final String MULTIPLEXED = "unary calls, 50 connections x 20 streams";
    private static final double MEGABYTE = 1e6;

    private final String letter;
    private final Mode mode;
    private final String title;
    private final int answerBytes;
    private final Clients clients;

    private Calls(String letter, Mode mode, String title, int answerBytes, Clients clients) {
        this.letter = letter;
        this.mode = mode;
        this.title = mode.title(title);
        this.answerBytes = answerBytes;
        this.clients = clients;
    }

    @FunctionalInterface
    private interface Clients {
        H2load.Run call(H2load h2load, InetSocketAddress address, Duration time)
                throws IOException, InterruptedException;
    }

    /** Returns work a: one call at a time on each of 50 connections. */
    public static Work unary() {
        return new Calls("a", Mode.TCP, "unary calls, 50 connections x 1 stream", SMALL, kept(1));
    }

    /** Returns work b: 20 calls at a time on each of 50 connections. */
    public static Work multiplexed() {
        return new Calls("b", Mode.TCP, MULTIPLEXED, SMALL, kept(20));
    }

    /** Returns work c: as a, with answers of 1 MiB. */
    public static Work large() {
        return new Calls("c", Mode.TCP, "1 MiB responses, 50 connections x 1 stream", MIB, kept(1));
    }

    /** Returns work j: as b, in mode GRPC. */
    public static Work multiplexedInGrpc() {
        return new Calls("j", Mode.GRPC, MULTIPLEXED, SMALL, keptInGrpc(CONNECTIONS, 20));
    }

    /** Returns work k: as c, in mode GRPC, on fewer connections. */
    public static Work largeInGrpc() {
        return new Calls(
                "k",
                Mode.GRPC,
                "1 MiB responses, %d connections x 1 stream".formatted(FEW_CONNECTIONS),
                MIB,
                keptInGrpc(FEW_CONNECTIONS, 1));
    }

    /** Returns work d: connections that make one call each. */
    public static Work churn() {
        return new Calls(
                "d",
                Mode.TCP,
                "open, one call, close; %,d connections a second".formatted(CONNECTIONS_PER_SECOND),
                SMALL,
                (h2load, address, time) -> h2load.keepConnecting(address, PATH, CONNECTIONS_PER_SECOND, time));
    }

    private static Clients kept(int streams) {
        return (h2load, address, time) -> h2load.keepCalling(address, PATH, CONNECTIONS, streams, time);
    }

    private static Clients keptInGrpc(int connections, int streams) {
        return (h2load, address, time) -> h2load.keepCalling(
                address, PATH, connections, streams, time.compareTo(SHORTEST_IN_GRPC) < 0 ? SHORTEST_IN_GRPC : time);
    }

    @Override
    public String letter() {
        return letter;
    }

    @Override
    public Mode mode() {
        return mode;
    }

    @Override
    public String title() {
        return title;
    }

    /** In mode TCP all have their turn, in mode GRPC those for bulk where there is some. */
    @Override
    public List<Contestant> contestants(List<Contestant> asked) {
        return asked.stream()
                .filter(contestant -> mode == Mode.TCP || answerBytes == MIB || !contestant.isForBulk())
                .toList();
    }

    @Override
    public List<Tool> tools() {
        return List.of(Tool.H2LOAD, Tool.NGHTTPD);
    }

    @Override
    public Trial prepare(Contestant contestant, Lab lab) throws IOException, InterruptedException {
        Nghttpd server = Nghttpd.start(lab, PATH, GrpcMessages.ofSize(answerBytes));
        Front front = contestant.launch(lab, mode, List.of(server.address()));
        front.awaitReady();
        return new CallTrial(lab, server, front, new H2load(lab), clients);
    }

    private record CallTrial(Lab lab, Nghttpd server, Front front, H2load h2load, Clients clients) implements Trial {

        @Override
        public Measurement run(Duration time) throws IOException, InterruptedException {
            Window window = Window.begin(lab, front);
            H2load.Run run = clients.call(h2load, front.address(), time);
            Map<Metric, Double> used =
                    window.end((double) run.calls(), Metric.CPU_PER_CALL, Metric.MACHINE_CPU_PER_CALL);
            front.checkAlive();
            server.checkAlive();
            Map<Metric, Double> figures = new LinkedHashMap<>();
            figures.put(Metric.CALLS, run.calls() / run.seconds());
            figures.putAll(used);
            figures.put(Metric.P50, (double) run.latencies().getValueAtPercentile(50));
            figures.put(Metric.P99, (double) run.latencies().getValueAtPercentile(99));
            figures.put(Metric.P999, (double) run.latencies().getValueAtPercentile(99.9));
            if (front.residentBytes() > 0) {
                figures.put(Metric.RESIDENT, front.residentBytes() / MEGABYTE);
            }
            return new Measurement(figures);
        }

        @Override
        public void close() {
            front.close();
            server.close();
        }
    }
}
