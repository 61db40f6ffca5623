package io.fairlead.proxy.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.http2.Abuse;
import org.junit.jupiter.api.Test;

class EndpointStatsTest {

    private final EndpointStats stats = new EndpointStats();

    @Test
    void countsAbuseByItsKind() {
        // Given
        stats.abuse(Abuse.RESETS).increment();
        stats.abuse(Abuse.RESETS).increment();

        // When
        stats.abuse(Abuse.STREAMS).increment();

        // Then
        assertThat(stats.abused(Abuse.RESETS)).isEqualTo(2);
        assertThat(stats.abused(Abuse.STREAMS)).isEqualTo(1);
        assertThat(stats.abused(Abuse.MALFORMED)).isZero();
        assertThat(stats.abusive()).isTrue();
    }

    @Test
    void isNotAbusiveForBeingAsked() {
        // When
        long abused = stats.abused(Abuse.PROTOCOL);

        // Then
        assertThat(abused).isZero();
        assertThat(stats.abusive()).isFalse();
    }
}
