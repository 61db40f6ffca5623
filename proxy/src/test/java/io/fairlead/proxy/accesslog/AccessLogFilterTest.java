package io.fairlead.proxy.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.rpc.RpcRecord;
import io.fairlead.proxy.rpc.RpcRecordBuilder;
import io.fairlead.proxy.tcp.ConnectionRecord;
import io.fairlead.proxy.tcp.ConnectionRecordBuilder;
import io.fairlead.proxy.tcp.Termination;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessLogFilterTest {

    private final List<ConnectionRecord> logged = new ArrayList<>();
    private final List<RpcRecord> loggedRpcs = new ArrayList<>();
    private final AccessLogFilter filter = new AccessLogFilter(logged::add, loggedRpcs::add);

    @ParameterizedTest
    @CsvSource({
        // enabled, ignoreNull, bytes of the client, logged
        "        ,           ,     0,              true",
        "true    , false     ,     0,              true",
        "true    , true      ,     0,              false",
        "true    , true      ,     1,              true",
        "false   , false     ,     1,              false",
    })
    void logsWhatTheConfigurationWants(
            @Nullable Boolean enabled, @Nullable Boolean ignoreNull, long bytes, boolean expected) {
        // Given
        ConnectionRecord connection =
                new ConnectionRecordBuilder().bytesToServer(bytes).build();
        filter.configure(new io.fairlead.api.v1alpha1.AccessLog(enabled, ignoreNull));

        // When
        filter.closed(connection);

        // Then
        assertThat(logged.contains(connection)).isEqualTo(expected);
    }

    @Test
    void logsNothingBeforeItIsConfigured() {
        // When
        filter.closed(new ConnectionRecordBuilder().build());
        filter.ended(new RpcRecordBuilder().build());

        // Then
        assertThat(logged).isEmpty();
        assertThat(loggedRpcs).isEmpty();
    }

    @Test
    void followsEachReload() {
        // Given
        ConnectionRecord first = new ConnectionRecordBuilder().retries(1).build();
        ConnectionRecord second = new ConnectionRecordBuilder().retries(2).build();
        ConnectionRecord third = new ConnectionRecordBuilder().retries(3).build();

        // When
        filter.configure(new io.fairlead.api.v1alpha1.AccessLog(true, false));
        filter.closed(first);
        filter.configure(null);
        filter.closed(second);
        filter.configure(new io.fairlead.api.v1alpha1.AccessLog(null, null));
        filter.closed(third);

        // Then
        assertThat(logged).containsExactly(first, third);
    }

    @ParameterizedTest
    @CsvSource({
        // RPCs, how it ended, bytes of the client, ignoreNull, logged
        "0, NORMAL,              0, false, false",
        "0, LIFETIME_DATA,      24, false, false",
        "0, CLIENT_TIMEOUT_DATA, 0, false, true",
        "0, CLIENT_TIMEOUT_DATA, 0, true,  false",
        "0, CLIENT_ABORT_DATA,  24, true,  true",
        "1, CLIENT_ABORT_DATA,  24, false, false",
        "1, NORMAL,             24, false, false",
    })
    void logsConnectionsOfModeGrpcOnlyWhereNoRpcTellsWhatWentWrong(
            long rpcs, Termination termination, long bytes, boolean ignoreNull, boolean expected) {
        // Given
        ConnectionRecord connection = new ConnectionRecordBuilder()
                .noServer()
                .rpcs(rpcs)
                .termination(termination)
                .bytesToServer(bytes)
                .build();
        filter.configure(new io.fairlead.api.v1alpha1.AccessLog(null, ignoreNull));

        // When
        filter.closed(connection);

        // Then
        assertThat(logged.contains(connection)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        // enabled, ignoreNull, logged
        "        ,           , true",
        "true    , true      , true",
        "false   , false     , false",
    })
    void logsEachRpcWhereThereIsALog(@Nullable Boolean enabled, @Nullable Boolean ignoreNull, boolean expected) {
        // Given
        RpcRecord rpc = new RpcRecordBuilder().bytes(0, 0).build();
        filter.configure(new io.fairlead.api.v1alpha1.AccessLog(enabled, ignoreNull));

        // When
        filter.ended(rpc);

        // Then
        assertThat(loggedRpcs.contains(rpc)).isEqualTo(expected);
    }
}
