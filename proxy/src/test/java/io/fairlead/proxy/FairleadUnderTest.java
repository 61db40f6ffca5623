package io.fairlead.proxy;

import io.fairlead.api.v1alpha1.AdministrativeState;
import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.CheckResult;
import io.fairlead.api.v1alpha1.EndpointOverride;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerSpec;
import io.fairlead.api.v1alpha1.builder.BackendBuilder;
import io.fairlead.api.v1alpha1.builder.EndpointOverrideBuilder;
import io.fairlead.api.v1alpha1.builder.GrpcLoadBalancerSpecBuilder;
import io.fairlead.proxy.accesslog.AccessLog;
import io.fairlead.proxy.accesslog.AccessLogFilter;
import io.fairlead.proxy.backend.BackendPool;
import io.fairlead.proxy.backend.BackendPool.Member;
import io.fairlead.proxy.transport.BindAddress;
import io.fairlead.proxy.transport.Transport;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;

/** Our proxy in this process, with the access log that its users get. */
final class FairleadUnderTest implements LoadBalancerUnderTest {

    private final GrpcLoadBalancer config;
    private final Proxy proxy;
    private final AccessLog accessLog;
    private final TcpLog log;

    private FairleadUnderTest(GrpcLoadBalancer config, Proxy proxy, AccessLog accessLog, TcpLog log) {
        this.config = config;
        this.proxy = proxy;
        this.accessLog = accessLog;
        this.log = log;
    }

    static FairleadUnderTest start(GrpcLoadBalancer config) throws ConfigRefusedException {
        TcpLog log = new TcpLog();
        AccessLog accessLog = AccessLog.start(new Lines(log), ZoneId.systemDefault());
        AccessLogFilter filter = new AccessLogFilter(accessLog, accessLog);
        filter.configure(config.getSpec().accessLog());
        ProxyEnvironment environment = new ProxyEnvironment(
                Transport.preferred(),
                2,
                InstantSource.system(),
                new Random(1),
                null,
                null,
                BindAddress.ALL,
                filter,
                filter);
        Proxy proxy = Proxy.start(environment);
        proxy.apply(config);
        return new FairleadUnderTest(config, proxy, accessLog, log);
    }

    @Override
    public InetSocketAddress address() {
        return proxy.snapshot().listeners().getFirst().address();
    }

    @Override
    public boolean isUp(String server) {
        return member(server).health().up();
    }

    @Override
    public String lastCheck(String server) {
        CheckResult check = member(server).health().check();
        return check == null ? "" : check.name();
    }

    @Override
    public int connections(String server) {
        return member(server).endpoint().stats().active().get();
    }

    @Override
    public int queued() {
        BackendPool pool = proxy.snapshot().pools().getFirst();
        return pool.connections() - pool.stats().active().get();
    }

    @Override
    public void drain(String server) {
        EndpointOverride override = EndpointOverrideBuilder.builder()
                .server(server)
                .state(AdministrativeState.Drain)
                .build();
        GrpcLoadBalancerSpec spec = config.getSpec();
        Backend backend = BackendBuilder.builder(spec.backends().getFirst())
                .overrides(List.of(override))
                .build();
        config.setSpec(GrpcLoadBalancerSpecBuilder.builder(spec)
                .backends(List.of(backend))
                .build());
        try {
            proxy.apply(config);
        } catch (ConfigRefusedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Member member(String server) {
        return proxy.snapshot().pools().getFirst().members().stream()
                .filter(member -> member.endpoint().name().equals(server))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public TcpLogLine nextLogLine() {
        return log.next();
    }

    @Override
    public void close() {
        proxy.close();
        accessLog.close();
    }

    /** Cuts what the access log flushes into lines. */
    private static final class Lines extends ByteArrayOutputStream {

        private final TcpLog log;

        Lines(TcpLog log) {
            this.log = log;
        }

        @Override
        public void flush() {
            toString(StandardCharsets.UTF_8).lines().forEach(log::add);
            reset();
        }
    }
}
