package io.fairlead.proxy.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.tcp.ConnectionRecord;
import io.fairlead.proxy.tcp.ConnectionRecordBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessLogFilterTest {

    private final List<ConnectionRecord> logged = new ArrayList<>();
    private final AccessLogFilter filter = new AccessLogFilter(logged::add);

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

        // Then
        assertThat(logged).isEmpty();
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
}
