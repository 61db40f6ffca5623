package io.fairlead.proxy.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.AdministrativeState;
import io.fairlead.api.v1alpha1.RpcMetrics;
import io.fairlead.proxy.backend.BackendPool.Member;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.backend.EndpointSettings;
import io.fairlead.proxy.http2.Abuse;
import io.fairlead.proxy.rpc.RpcRecordBuilder;
import io.fairlead.proxy.snapshot.ProxySnapshot;
import io.fairlead.proxy.tcp.ConnectionRecordBuilder;
import io.fairlead.proxy.tcp.Termination;
import io.fairlead.proxy.transport.ListenerStats;
import io.fairlead.proxy.transport.Rejection;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private final LongAdder dropped = new LongAdder();
    private final Metrics metrics = new Metrics(UnpooledByteBufAllocator.DEFAULT, dropped::sum);
    private final ListenerStats stats = new ListenerStats();
    private final Endpoint srv1 = Members.endpoint("srv1", "127.0.0.1");
    private final Endpoint srv2 = Members.endpoint("srv2", "127.0.0.2");

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void showsTheCountersOfListeners() {
        // Given
        stats.active().set(2);
        stats.connections().add(7);
        stats.bytesIn().add(100);
        stats.bytesOut().add(200);
        stats.retries().add(3);
        stats.redispatches().add(1);
        stats.rejected(Rejection.SOURCE_RATE).add(5);

        // When
        List<String> lines = scrape(new SnapshotBuilder()
                .listener("grpc", "echo", 4096, stats)
                .backend("echo")
                .build());

        // Then
        assertThat(lines)
                .contains(
                        "fairlead_listener_connections_active{listener=\"grpc\"} 2.0",
                        "fairlead_listener_connections_total{listener=\"grpc\"} 7.0",
                        "fairlead_listener_max_connections{listener=\"grpc\"} 4096.0",
                        "fairlead_listener_bytes_total{direction=\"in\",listener=\"grpc\"} 100.0",
                        "fairlead_listener_bytes_total{direction=\"out\",listener=\"grpc\"} 200.0",
                        "fairlead_listener_retries_total{listener=\"grpc\"} 3.0",
                        "fairlead_listener_redispatches_total{listener=\"grpc\"} 1.0",
                        "fairlead_listener_connections_rejected_total{listener=\"grpc\",reason=\"access\"} 0.0",
                        "fairlead_listener_connections_rejected_total{listener=\"grpc\",reason=\"source_connections\"} 0.0",
                        "fairlead_listener_connections_rejected_total{listener=\"grpc\",reason=\"source_rate\"} 5.0");
    }

    @Test
    void showsTheLimitOfAllListenersWhereThereIsOne() {
        // Given
        List<String> without = scrape(new SnapshotBuilder().build());

        // When
        List<String> with = scrape(new SnapshotBuilder().maxConnections(8192).build());

        // Then
        assertThat(with).contains("fairlead_max_connections 8192.0");
        assertThat(without).noneMatch(line -> line.contains("fairlead_max_connections"));
    }

    @Test
    void showsBackendsAndTheCountersOfTheirEndpoints() {
        // Given
        Endpoint six = Members.endpoint("srv6", "::1");
        srv1.stats().active().set(2);
        srv1.stats().connections().add(7);
        srv1.stats().connectErrors().add(3);
        srv1.stats().bytesIn().add(100);
        srv1.stats().bytesOut().add(200);

        // When
        List<String> lines = scrape(new SnapshotBuilder()
                .backend("echo", Members.up(srv1), Members.down(six))
                .build());

        // Then
        String labels = "address=\"127.0.0.1:50051\",backend=\"echo\"";
        assertThat(lines)
                .contains(
                        "fairlead_backend_endpoints{backend=\"echo\"} 2.0",
                        "fairlead_backend_endpoints_up{backend=\"echo\"} 1.0",
                        "fairlead_endpoint_up{" + labels + ",server=\"srv1\"} 1.0",
                        "fairlead_endpoint_up{address=\"[::1]:50051\",backend=\"echo\",server=\"srv6\"} 0.0",
                        "fairlead_endpoint_connections_active{" + labels + ",server=\"srv1\"} 2.0",
                        "fairlead_endpoint_connections_total{" + labels + ",server=\"srv1\"} 7.0",
                        "fairlead_endpoint_connect_errors_total{" + labels + ",server=\"srv1\"} 3.0",
                        "fairlead_endpoint_bytes_total{" + labels + ",direction=\"in\",server=\"srv1\"} 100.0",
                        "fairlead_endpoint_bytes_total{" + labels + ",direction=\"out\",server=\"srv1\"} 200.0");
    }

    @Test
    void showsTheStateAndTheWeightThatCountsOfEachEndpoint() {
        // Given
        int unlimited = EndpointSettings.DEFAULT.maxConnections();
        ProxySnapshot snapshot = new SnapshotBuilder()
                .backend(
                        "echo",
                        Members.up(
                                Members.endpoint("a", "127.0.0.1"),
                                new EndpointSettings(40, false, AdministrativeState.Ready, unlimited),
                                50),
                        Members.up(
                                Members.endpoint("b", "127.0.0.2"),
                                new EndpointSettings(40, false, AdministrativeState.Drain, unlimited),
                                100),
                        Members.up(
                                Members.endpoint("c", "127.0.0.3"),
                                new EndpointSettings(40, false, AdministrativeState.Maintenance, unlimited),
                                100),
                        Members.down(Members.endpoint("d", "127.0.0.4")))
                .build();

        // When
        List<String> lines = scrape(snapshot);

        // Then
        assertThat(lines)
                .filteredOn(line -> line.startsWith("fairlead_endpoint_state{"))
                .containsExactlyInAnyOrder(
                        "fairlead_endpoint_state{address=\"127.0.0.1:50051\",backend=\"echo\",server=\"a\",state=\"Up\"} 1.0",
                        "fairlead_endpoint_state{address=\"127.0.0.2:50051\",backend=\"echo\",server=\"b\",state=\"Drain\"} 1.0",
                        "fairlead_endpoint_state{address=\"127.0.0.3:50051\",backend=\"echo\",server=\"c\",state=\"Maintenance\"} 1.0",
                        "fairlead_endpoint_state{address=\"127.0.0.4:50051\",backend=\"echo\",server=\"d\",state=\"Down\"} 1.0");
        assertThat(lines)
                .contains(
                        "fairlead_endpoint_weight{address=\"127.0.0.1:50051\",backend=\"echo\",server=\"a\"} 20.0",
                        "fairlead_endpoint_weight{address=\"127.0.0.2:50051\",backend=\"echo\",server=\"b\"} 0.0",
                        "fairlead_endpoint_weight{address=\"127.0.0.3:50051\",backend=\"echo\",server=\"c\"} 0.0",
                        "fairlead_endpoint_weight{address=\"127.0.0.4:50051\",backend=\"echo\",server=\"d\"} 0.0",
                        "fairlead_endpoint_up{address=\"127.0.0.2:50051\",backend=\"echo\",server=\"b\"} 0.0");
    }

    @Test
    void showsQueuesAndStickTables() {
        // Given
        srv1.stats().queued().set(3);
        ProxySnapshot snapshot = new SnapshotBuilder()
                .backend("echo", Members.up(srv1))
                .stickyBackend("sticky", 5, Members.up(srv2))
                .build();
        snapshot.pools().getFirst().stats().queued().set(4);

        // When
        List<String> lines = scrape(snapshot);

        // Then
        assertThat(lines)
                .contains(
                        "fairlead_backend_queued{backend=\"echo\"} 4.0",
                        "fairlead_backend_queued{backend=\"sticky\"} 0.0",
                        "fairlead_endpoint_queued{address=\"127.0.0.1:50051\",backend=\"echo\",server=\"srv1\"} 3.0",
                        "fairlead_endpoint_queued{address=\"127.0.0.2:50051\",backend=\"sticky\",server=\"srv2\"} 0.0",
                        "fairlead_backend_stick_table_clients{backend=\"sticky\"} 5.0")
                .noneMatch(line -> line.startsWith("fairlead_backend_stick_table_clients{backend=\"echo\"}"));
    }

    @Test
    void tellsServersWithOneAddressAndAddressesOfOneServerApart() {
        // Given
        ProxySnapshot snapshot = new SnapshotBuilder()
                .backend(
                        "echo",
                        Members.up(Members.endpoint("a", "127.0.0.1")),
                        Members.down(Members.endpoint("b", "127.0.0.1")),
                        Members.up(Members.endpoint("b", "127.0.0.2")))
                .backend("other", Members.down(Members.endpoint("a", "127.0.0.1")))
                .build();

        // When
        List<String> lines = scrape(snapshot);

        // Then
        assertThat(lines.stream().filter(line -> line.startsWith("fairlead_endpoint_up{")))
                .containsExactlyInAnyOrder(
                        "fairlead_endpoint_up{address=\"127.0.0.1:50051\",backend=\"echo\",server=\"a\"} 1.0",
                        "fairlead_endpoint_up{address=\"127.0.0.1:50051\",backend=\"echo\",server=\"b\"} 0.0",
                        "fairlead_endpoint_up{address=\"127.0.0.2:50051\",backend=\"echo\",server=\"b\"} 1.0",
                        "fairlead_endpoint_up{address=\"127.0.0.1:50051\",backend=\"other\",server=\"a\"} 0.0");
    }

    @Test
    void dropsWhatWentAddsWhatCameAndGoesOnWithWhatStayed() {
        // Given
        srv2.stats().connections().add(5);
        scrape(new SnapshotBuilder()
                .listener("old", "echo", 10, stats)
                .listener("kept", "echo", 10, stats)
                .backend("echo", Members.up(srv1), Members.up(srv2))
                .build());
        srv2.stats().connections().increment();

        // When
        List<String> lines = scrape(new SnapshotBuilder()
                .listener("kept", "echo", null, stats)
                .listener("new", "echo", 20, stats)
                .backend("echo", Members.down(srv2), Members.up(Members.endpoint("srv3", "127.0.0.3")))
                .build());

        // Then
        assertThat(lines)
                .contains(
                        "fairlead_endpoint_connections_total{address=\"127.0.0.2:50051\",backend=\"echo\",server=\"srv2\"} 6.0",
                        "fairlead_endpoint_up{address=\"127.0.0.2:50051\",backend=\"echo\",server=\"srv2\"} 0.0",
                        "fairlead_endpoint_up{address=\"127.0.0.3:50051\",backend=\"echo\",server=\"srv3\"} 1.0",
                        "fairlead_listener_max_connections{listener=\"new\"} 20.0",
                        "fairlead_listener_connections_active{listener=\"kept\"} 0.0")
                .noneMatch(line -> line.contains("srv1"))
                .noneMatch(line -> line.contains("\"old\""))
                .noneMatch(line -> line.startsWith("fairlead_listener_max_connections{listener=\"kept\"}"));
    }

    @Test
    void holdsNoMoreSeriesAfterAHundredReloads() {
        // Given
        Set<String> first = fairleadSeries(scrape(reloaded(0)));

        // When
        for (int i = 1; i < 100; i++) {
            metrics.closed(
                    new ConnectionRecordBuilder().route("grpc" + i, "echo" + i).build());
            metrics.ended(new RpcRecordBuilder().route("rpcs" + i, "echo" + i).build());
            scrape(reloaded(i));
        }

        // Then
        Set<String> last = fairleadSeries(scrape(reloaded(100)));
        assertThat(last).hasSameSizeAs(first);
        assertThat(last).noneMatch(series -> series.contains("99"));
    }

    @Test
    void countsHowConnectionsEnded() {
        // Given
        ProxySnapshot snapshot = new SnapshotBuilder()
                .listener("grpc", "echo", null, stats)
                .backend("echo")
                .build();
        metrics.closed(new ConnectionRecordBuilder().build());
        metrics.closed(new ConnectionRecordBuilder().build());
        metrics.closed(new ConnectionRecordBuilder()
                .termination(Termination.CLIENT_ABORT_DATA)
                .build());

        // When
        List<String> lines = scrape(snapshot);

        // Then
        String labels = "backend=\"echo\",listener=\"grpc\",termination=";
        assertThat(lines)
                .contains(
                        "fairlead_connections_closed_total{" + labels + "\"--\"} 2.0",
                        "fairlead_connections_closed_total{" + labels + "\"CD\"} 1.0",
                        "fairlead_connections_closed_total{" + labels + "\"sC\"} 0.0");
    }

    @Test
    void goesOnCountingConnectionsToTheFormerBackendOfAListener() {
        // Given
        scrape(new SnapshotBuilder()
                .listener("grpc", "echo", null, stats)
                .backend("echo")
                .backend("other")
                .build());
        ProxySnapshot moved = new SnapshotBuilder()
                .listener("grpc", "other", null, stats)
                .backend("echo")
                .backend("other")
                .build();
        scrape(moved);
        metrics.closed(new ConnectionRecordBuilder().route("grpc", "echo").build());

        // When
        List<String> lines = scrape(moved);

        // Then
        assertThat(lines)
                .contains(
                        "fairlead_connections_closed_total{backend=\"echo\",listener=\"grpc\",termination=\"--\"} 1.0");
    }

    @Test
    void countsRpcsByMethodAndHowTheyEnded() {
        // Given
        metrics.configure(new RpcMetrics(List.of("/echo.Echo/Say"), 0));
        metrics.ended(new RpcRecordBuilder().times(0, 0, 1, 2).build());
        metrics.ended(
                new RpcRecordBuilder().times(0, 0, 1, 11_000).grpcStatus(4).build());
        metrics.ended(new RpcRecordBuilder()
                .path("/echo.Echo/Chat")
                .messages(3, 4)
                .bytes(30, 40)
                .build());

        // When
        List<String> lines = scrape(grpc());

        // Then
        String say = "backend=\"echo\",listener=\"grpc\",method=\"Say\",service=\"echo.Echo\"";
        String other = "backend=\"echo\",listener=\"grpc\",method=\"other\",service=\"other\"";
        assertThat(lines)
                .contains(
                        "fairlead_rpcs_total{backend=\"echo\",grpc_status=\"OK\",listener=\"grpc\",method=\"Say\",service=\"echo.Echo\"} 1.0",
                        "fairlead_rpcs_total{backend=\"echo\",grpc_status=\"DEADLINE_EXCEEDED\",listener=\"grpc\",method=\"Say\",service=\"echo.Echo\"} 1.0",
                        "fairlead_rpcs_total{backend=\"echo\",grpc_status=\"OK\",listener=\"grpc\",method=\"other\",service=\"other\"} 1.0",
                        "fairlead_rpc_duration_seconds_bucket{" + say + ",le=\"0.002\"} 0",
                        "fairlead_rpc_duration_seconds_bucket{" + say + ",le=\"0.005\"} 1",
                        "fairlead_rpc_duration_seconds_bucket{" + say + ",le=\"10.0\"} 1",
                        "fairlead_rpc_duration_seconds_bucket{" + say + ",le=\"+Inf\"} 2",
                        "fairlead_rpc_duration_seconds_count{" + say + "} 2",
                        "fairlead_rpc_duration_seconds_sum{" + say + "} 11.002",
                        "fairlead_rpc_messages_total{backend=\"echo\",direction=\"in\",listener=\"grpc\",method=\"Say\",service=\"echo.Echo\"} 2.0",
                        "fairlead_rpc_bytes_total{backend=\"echo\",direction=\"out\",listener=\"grpc\",method=\"Say\",service=\"echo.Echo\"} 424.0",
                        "fairlead_rpc_messages_total{backend=\"echo\",direction=\"out\",listener=\"grpc\",method=\"other\",service=\"other\"} 4.0",
                        "fairlead_rpc_bytes_total{backend=\"echo\",direction=\"in\",listener=\"grpc\",method=\"other\",service=\"other\"} 30.0",
                        "fairlead_rpc_duration_seconds_count{" + other + "} 1");
    }

    @Test
    void countsRequestsThatAreNotGrpcByTheirStatusAlone() {
        // Given
        metrics.configure(new RpcMetrics(null, null));
        metrics.ended(new RpcRecordBuilder().path("/a/b").plainHttp(404).build());
        metrics.ended(new RpcRecordBuilder().path("/c/d").plainHttp(404).build());
        metrics.ended(new RpcRecordBuilder().path("/a/b").plainHttp(-1).build());

        // When
        List<String> lines = scrape(grpc());

        // Then
        assertThat(lines)
                .filteredOn(line -> line.startsWith("fairlead_http_requests"))
                .containsExactlyInAnyOrder(
                        "fairlead_http_requests_total{backend=\"echo\",http_status=\"404\",listener=\"grpc\"} 2.0",
                        "fairlead_http_requests_total{backend=\"echo\",http_status=\"none\",listener=\"grpc\"} 1.0");
        assertThat(lines)
                .filteredOn(line -> line.startsWith("fairlead_rpcs_total"))
                .containsExactly(
                        "fairlead_rpcs_total{backend=\"echo\",grpc_status=\"OK\",listener=\"grpc\",method=\"other\",service=\"other\"} 0.0");
    }

    @Test
    void makesNoSeriesOfMethodsThatClientsMakeUp() {
        // Given
        metrics.configure(new RpcMetrics(null, 1000));
        Set<String> before = fairleadSeries(scrape(grpc()));

        // When
        for (int i = 0; i < 2_000; i++) {
            metrics.ended(new RpcRecordBuilder()
                    .path("/made.Up" + i + "/Method" + i)
                    .grpcStatus(12)
                    .build());
        }

        // Then
        Set<String> after = fairleadSeries(scrape(grpc()));
        after.removeAll(before);
        assertThat(after)
                .containsExactly(
                        "fairlead_rpcs_total{backend=\"echo\",grpc_status=\"UNIMPLEMENTED\",listener=\"grpc\",method=\"other\",service=\"other\"}");
    }

    @Test
    void endsTheSeriesOfAMethodThatAReloadHasNoRoomFor() {
        // Given
        metrics.configure(new RpcMetrics(List.of("/echo.Echo/Say"), 0));
        metrics.ended(new RpcRecordBuilder().build());
        scrape(grpc());
        metrics.configure(new RpcMetrics(null, 0));
        metrics.ended(new RpcRecordBuilder().build());

        // When
        List<String> lines = scrape(grpc());

        // Then
        assertThat(lines)
                .contains(
                        "fairlead_rpcs_total{backend=\"echo\",grpc_status=\"OK\",listener=\"grpc\",method=\"other\",service=\"other\"} 1.0")
                .noneMatch(line -> line.contains("method=\"Say\""));
    }

    @Test
    void goesOnWithTheSeriesOfAMethodThatIsAnsweredAfterAReloadLeftItOut() {
        // Given
        metrics.configure(new RpcMetrics(List.of("/echo.Echo/Say"), 0));
        metrics.ended(new RpcRecordBuilder().build());
        scrape(grpc());
        metrics.configure(new RpcMetrics(null, 1));
        metrics.ended(new RpcRecordBuilder().build());

        // When
        List<String> lines = scrape(grpc());

        // Then
        assertThat(lines)
                .contains(
                        "fairlead_rpcs_total{backend=\"echo\",grpc_status=\"OK\",listener=\"grpc\",method=\"Say\",service=\"echo.Echo\"} 2.0");
    }

    @Test
    void tellsOfRpcsInOpenMetricsToo() {
        // Given
        metrics.configure(new RpcMetrics(null, null));
        metrics.ended(new RpcRecordBuilder().build());

        // When
        String page = metrics.scrape(grpc(), ScrapeFormat.OPEN_METRICS);

        // Then
        assertThat(page)
                .contains("# TYPE fairlead_rpc_duration_seconds histogram\n")
                .contains("fairlead_rpcs_total{backend=\"echo\",grpc_status=\"OK\",listener=\"grpc\","
                        + "method=\"Say\",service=\"echo.Echo\"} 1.0\n")
                .endsWith("# EOF\n");
    }

    @Test
    void showsTheRpcsAndTheAbuseOfListenersOfModeGrpcAlone() {
        // Given
        stats.activeRpcs().set(7);
        stats.rpcs().add(9_001);
        stats.abuse(Abuse.RESETS).add(3);

        // When
        List<String> lines = scrape(new SnapshotBuilder()
                .grpcListener("grpc", "echo", stats)
                .listener("tcp", "echo", null, new ListenerStats())
                .backend("echo")
                .build());

        // Then
        assertThat(lines)
                .contains(
                        "fairlead_listener_rpcs_active{listener=\"grpc\"} 7.0",
                        "fairlead_listener_rpcs_total{listener=\"grpc\"} 9001.0",
                        "fairlead_listener_http2_abuse_total{kind=\"resets\",listener=\"grpc\"} 3.0",
                        "fairlead_listener_http2_abuse_total{kind=\"slow-reader\",listener=\"grpc\"} 0.0")
                .noneMatch(line -> line.startsWith("fairlead_listener_rpcs") && line.contains("tcp"))
                .noneMatch(line -> line.startsWith("fairlead_listener_http2") && line.contains("tcp"));
    }

    @Test
    void showsTheRpcsOfEndpointsAndTheAbuseOfThoseThatHadAny() {
        // Given
        srv1.stats().rpcs().add(5);
        srv2.stats().abuse(Abuse.FLOW_CONTROL).add(2);

        // When
        List<String> lines = scrape(new SnapshotBuilder()
                .grpcListener("grpc", "echo", stats)
                .backend("echo", Members.up(srv1), Members.up(srv2))
                .build());

        // Then
        String srv2Labels = "address=\"127.0.0.2:50051\",backend=\"echo\"";
        assertThat(lines)
                .contains(
                        "fairlead_endpoint_rpcs_total{address=\"127.0.0.1:50051\",backend=\"echo\",server=\"srv1\"} 5.0",
                        "fairlead_endpoint_http2_abuse_total{" + srv2Labels
                                + ",kind=\"flow-control\",server=\"srv2\"} 2.0",
                        "fairlead_endpoint_http2_abuse_total{" + srv2Labels + ",kind=\"protocol\",server=\"srv2\"} 0.0")
                .noneMatch(line -> line.startsWith("fairlead_endpoint_http2_abuse") && line.contains("srv1"));
    }

    @Test
    void showsTheBytesThatTheProxyHolds() {
        // Given
        ProxySnapshot snapshot = grpc();
        snapshot.relay().buffers().take(4096);

        // When
        List<String> lines = scrape(snapshot);

        // Then
        assertThat(lines)
                .contains("fairlead_held_bytes 4096.0")
                .anyMatch(line -> line.startsWith("fairlead_held_limit_bytes "));
    }

    @Test
    void showsTheProcess() {
        // Given
        dropped.add(12);

        // When
        List<String> lines = scrape(new SnapshotBuilder().build());

        // Then
        assertThat(lines).contains("fairlead_access_log_dropped_total 12.0");
        assertThat(lines.stream().map(line -> line.split("[{ ]", 2)[0]))
                .contains(
                        "jvm_memory_used_bytes",
                        "jvm_gc_memory_allocated_bytes_total",
                        "jvm_threads_live_threads",
                        "netty_allocator_memory_used",
                        "process_files_open_files",
                        "process_uptime_seconds");
    }

    @Test
    void goesOnAfterAGarbageCollection() {
        // Given
        ProxySnapshot snapshot =
                new SnapshotBuilder().backend("echo", Members.up(srv1)).build();
        scrape(snapshot);
        System.gc();
        srv1.stats().connections().add(5);
        dropped.add(7);

        // When
        List<String> lines = scrape(snapshot);

        // Then
        assertThat(lines)
                .contains(
                        "fairlead_access_log_dropped_total 7.0",
                        "fairlead_backend_endpoints{backend=\"echo\"} 1.0",
                        "fairlead_endpoint_connections_total{address=\"127.0.0.1:50051\",backend=\"echo\",server=\"srv1\"} 5.0")
                .noneMatch(line -> line.endsWith(" NaN"));
    }

    @Test
    void countsReloads() {
        // When
        List<String> lines = scrape(new SnapshotBuilder().reloads(5, 2).build());

        // Then
        assertThat(lines)
                .contains(
                        "fairlead_config_reloads_total{result=\"applied\"} 5.0",
                        "fairlead_config_reloads_total{result=\"refused\"} 2.0");
    }

    @Test
    void isDocumentedMetricByMetric() throws IOException {
        // Given
        String page = Files.readString(Path.of("../docs/admin.md"));

        srv1.stats().abuse(Abuse.PROTOCOL).increment();
        metrics.ended(
                new RpcRecordBuilder().route("rpcs0", "echo0").plainHttp(200).build());

        // When
        List<String> lines = scrape(reloaded(0, Members.up(srv1)));

        // Then
        Set<String> documented = Pattern.compile("^\\| `(fairlead_[a-z0-9_]+)`", Pattern.MULTILINE)
                .matcher(page)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
        assertThat(documented)
                .isEqualTo(fairleadSeries(lines).stream()
                        .map(series -> series.split("\\{", 2)[0])
                        .map(name -> name.replaceFirst("_seconds_(bucket|count|sum)$", "_seconds"))
                        .collect(Collectors.toSet()));
    }

    private static ProxySnapshot reloaded(int number) {
        return reloaded(number, Members.up(Members.endpoint("srv" + number, "127.0.0.1")));
    }

    private static ProxySnapshot reloaded(int number, Member member) {
        return new SnapshotBuilder()
                .maxConnections(20)
                .listener("grpc" + number, "echo" + number, 10, new ListenerStats())
                .grpcListener("rpcs" + number, "echo" + number, new ListenerStats())
                .stickyBackend("echo" + number, 1, member)
                .build();
    }

    private ProxySnapshot grpc() {
        return new SnapshotBuilder()
                .grpcListener("grpc", "echo", stats)
                .backend("echo")
                .build();
    }

    private List<String> scrape(ProxySnapshot snapshot) {
        return metrics.scrape(snapshot, ScrapeFormat.TEXT).lines().toList();
    }

    private static Set<String> fairleadSeries(List<String> lines) {
        return lines.stream()
                .map(line -> Pattern.compile("^(fairlead_\\S+) ").matcher(line))
                .flatMap(matcher -> matcher.results().map(MatchResult::group))
                .map(String::strip)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
