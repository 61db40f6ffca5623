package io.fairlead.bench.jmh;

import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.proxy.config.ConfigParser;
import io.fairlead.proxy.config.InvalidConfigException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What it costs to read a configuration, the schema and its rules included, once they are loaded. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ConfigBenchmark {

    private final ConfigParser parser = ConfigParser.ofFile(false);

    /** How many backends it has, of ten servers each. */
    @Param({"1", "64"})
    int configured;

    private String text = "";

    /** Writes the configuration that is read. */
    @Setup
    public void write() {
        StringBuilder yaml = new StringBuilder("""
                apiVersion: fairlead.io/v1alpha1
                kind: GrpcLoadBalancer
                metadata: {name: bench, namespace: default}
                spec:
                  listeners:
                  - {name: grpc, address: 127.0.0.1, port: 50050, backend: backend0}
                  backends:
                """);
        for (int backend = 0; backend < configured; backend++) {
            yaml.append("  - name: backend").append(backend).append("\n    servers:\n");
            for (int server = 0; server < 10; server++) {
                yaml.append("    - {name: srv%d, address: 10.0.%d.%d, port: 50051, weight: 100}\n"
                        .formatted(server, backend, server));
            }
        }
        text = yaml.toString();
    }

    /** The whole of it. */
    @Benchmark
    public GrpcLoadBalancer parse() throws InvalidConfigException {
        return parser.parse(text);
    }
}
