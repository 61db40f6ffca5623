package io.fairlead.proxy.rpc;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Tells Prometheus what is counted of RPCs, where there is anything. */
public final class RpcCollector implements MultiCollector {

    private static final double[] BOUNDS_SECONDS = DoubleStream.concat(
                    Arrays.stream(MethodCounts.BOUNDS_MILLIS).mapToDouble(millis -> millis / 1_000.0),
                    DoubleStream.of(Double.POSITIVE_INFINITY))
            .toArray();

    private final RpcCounters counters;

    /** Creates a collector of what {@code counters} know. */
    public RpcCollector(RpcCounters counters) {
        this.counters = counters;
    }

    @Override
    public MetricSnapshots collect() {
        Families families = new Families();
        counters.forEach((listener, backend, route) -> {
            Labels labels = Labels.of("listener", listener, "backend", backend);
            route.methods().forEach((name, method) -> families.add(labels, name, method));
            route.requests().forEach((status, count) -> families.addRequests(labels, status, count));
        });
        return families.build();
    }

    /** The metrics of one scrape. */
    private static final class Families {

        private final CounterSnapshot.Builder rpcs =
                CounterSnapshot.builder().name("fairlead_rpcs").help("RPCs that ended, by their gRPC status.");
        private final HistogramSnapshot.Builder durations = HistogramSnapshot.builder()
                .name("fairlead_rpc_duration_seconds")
                .help("How long RPCs took, from their metadata to their end.");
        private final CounterSnapshot.Builder messages = CounterSnapshot.builder()
                .name("fairlead_rpc_messages")
                .help("Messages that clients sent (in) and were sent (out).");
        private final CounterSnapshot.Builder bytes = CounterSnapshot.builder()
                .name("fairlead_rpc_bytes")
                .help("Bytes of messages that clients sent (in) and were sent (out).");
        private final CounterSnapshot.Builder requests = CounterSnapshot.builder()
                .name("fairlead_http_requests")
                .help("Requests that are not gRPC and ended, by their HTTP status.");

        private boolean anyRpcs;
        private boolean anyRequests;

        void add(Labels route, MethodName name, MethodCounts counts) {
            anyRpcs = true;
            Labels labels = route.merge(Labels.of("service", name.service(), "method", name.method()));
            counts.statuses()
                    .forEach((status, count) -> rpcs.dataPoint(point(
                            labels.add(
                                    "grpc_status", status == StatusCounts.NONE ? "none" : GrpcStatusNames.of(status)),
                            count)));
            durations.dataPoint(HistogramDataPointSnapshot.builder()
                    .labels(labels)
                    .classicHistogramBuckets(ClassicHistogramBuckets.of(BOUNDS_SECONDS, counts.durations()))
                    .sum(counts.millis() / 1_000.0)
                    .build());
            messages.dataPoint(point(labels.add("direction", "in"), counts.messagesIn()))
                    .dataPoint(point(labels.add("direction", "out"), counts.messagesOut()));
            bytes.dataPoint(point(labels.add("direction", "in"), counts.bytesIn()))
                    .dataPoint(point(labels.add("direction", "out"), counts.bytesOut()));
        }

        void addRequests(Labels route, int status, long count) {
            anyRequests = true;
            String label = status == StatusCounts.NONE ? "none" : String.valueOf(status);
            requests.dataPoint(point(route.add("http_status", label), count));
        }

        private static CounterDataPointSnapshot point(Labels labels, long value) {
            return CounterDataPointSnapshot.builder()
                    .labels(labels)
                    .value((double) value)
                    .build();
        }

        MetricSnapshots build() {
            MetricSnapshots.Builder all = MetricSnapshots.builder();
            if (anyRpcs) {
                all.metricSnapshot(rpcs.build())
                        .metricSnapshot(durations.build())
                        .metricSnapshot(messages.build())
                        .metricSnapshot(bytes.build());
            }
            if (anyRequests) {
                all.metricSnapshot(requests.build());
            }
            return all.build();
        }
    }
}
