package io.fairlead.proxy.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.api.v1alpha1.EndpointStatus;
import io.fairlead.api.v1alpha1.Listener;
import io.fairlead.api.v1alpha1.ListenerMode;
import io.fairlead.api.v1alpha1.Unresolved;
import io.fairlead.proxy.backend.BackendPool;
import io.fairlead.proxy.backend.BackendPool.Member;
import io.fairlead.proxy.backend.EndpointStats;
import io.fairlead.proxy.snapshot.ProxySnapshot;
import io.fairlead.proxy.snapshot.ProxySnapshot.ListenerSnapshot;
import io.fairlead.proxy.transport.ListenerStats;
import io.netty.util.NetUtil;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code /status} shows, in this order.
 *
 * @param reason why it is not ready
 * @param refusal why the newest configuration was refused
 */
record StatusPage(
        @Nullable String name,
        @Nullable String namespace,
        @Nullable String uid,
        @Nullable Long generation,
        boolean ready,
        @Nullable String reason,
        @Nullable String refusal,
        List<ListenerPage> listeners,
        List<BackendPage> backends) {

    /** A listener; the address and the port are those that it is bound to. It has RPCs in mode GRPC. */
    record ListenerPage(
            String name,
            String address,
            int port,
            ListenerMode mode,
            String backend,
            Count connections,
            @Nullable Count rpcs,
            @Nullable Integer maxConnections,
            Bytes bytes,
            long retries,
            long redispatches) {}

    /** A backend. */
    record BackendPage(
            String name,
            Algorithm algorithm,
            @Nullable Unresolved unresolved,
            int healthy,
            int total,
            int queued,
            @Nullable Integer stickTableClients,
            List<EndpointPage> endpoints) {}

    /**
     * An endpoint: what resources say of it, and its counters; the throttle only while it is in its slow start, and RPCs where a listener of
     * mode GRPC sends it any.
     */
    record EndpointPage(
            @JsonUnwrapped EndpointStatus status,
            int weight,
            boolean backup,
            @Nullable Integer throttle,
            Count connections,
            @Nullable Long rpcs,
            int queued,
            long connectErrors,
            Bytes bytes) {}

    /** How many there are at this moment, and how many there were since the start. */
    record Count(int active, long total) {}

    /** Bytes towards the servers (in) and towards the clients (out). */
    record Bytes(long in, long out) {}

    private static final ObjectWriter WRITER = JsonMapper.builder()
            .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, null))
            .build()
            .writer(new DefaultPrettyPrinter(
                            Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                    .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                    .withArrayIndenter(new DefaultIndenter("  ", "\n")));

    static StatusPage of(ProxySnapshot snapshot) {
        ObjectMeta metadata =
                snapshot.config() == null ? new ObjectMeta() : snapshot.config().getMetadata();
        Set<String> grpcBackends = snapshot.grpcBackends();
        return new StatusPage(
                metadata.getName(),
                metadata.getNamespace(),
                metadata.getUid(),
                metadata.getGeneration(),
                snapshot.notReady() == null,
                snapshot.notReady(),
                snapshot.refusal() == null ? null : snapshot.refusal().reason(),
                snapshot.listeners().stream().map(StatusPage::page).toList(),
                snapshot.pools().stream()
                        .map(pool -> page(pool, grpcBackends.contains(pool.name())))
                        .toList());
    }

    /** Returns the page as JSON, indented, with a newline at the end. */
    String toJson() {
        try {
            return WRITER.writeValueAsString(this) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ListenerPage page(ListenerSnapshot listener) {
        Listener config = listener.config();
        InetSocketAddress address = listener.address();
        ListenerStats stats = listener.stats();
        return new ListenerPage(
                config.name(),
                NetUtil.toAddressString(address.getAddress()),
                address.getPort(),
                config.mode() == null ? ListenerMode.TCP : config.mode(),
                listener.backend(),
                new Count(stats.active().get(), stats.connections().sum()),
                config.mode() == ListenerMode.GRPC
                        ? new Count(stats.activeRpcs().get(), stats.rpcs().sum())
                        : null,
                config.maxConnections(),
                new Bytes(stats.bytesIn().sum(), stats.bytesOut().sum()),
                stats.retries().sum(),
                stats.redispatches().sum());
    }

    private static BackendPage page(BackendPool pool, boolean grpc) {
        return new BackendPage(
                pool.name(),
                pool.config().balanceOrDefault().algorithm(),
                pool.unresolved(),
                pool.healthy(),
                pool.members().size(),
                pool.stats().queued().get(),
                pool.clients() == null ? null : pool.clients().size(),
                pool.members().stream().map(member -> page(member, grpc)).toList());
    }

    private static EndpointPage page(Member member, boolean grpc) {
        EndpointStats stats = member.endpoint().stats();
        return new EndpointPage(
                member.status(),
                member.settings().weight(),
                member.settings().backup(),
                member.throttled() ? member.throttle() : null,
                new Count(stats.active().get(), stats.connections().sum()),
                grpc ? stats.rpcs().sum() : null,
                stats.queued().get(),
                stats.connectErrors().sum(),
                new Bytes(stats.bytesIn().sum(), stats.bytesOut().sum()));
    }
}
