package io.fairlead.proxy.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What HAProxy's set_server_check_status() makes of the same results. */
class RiseFallTest {

    /** Results from the start on, + for a success; then, after each of them, U for up and d for down. */
    @ParameterizedTest
    @CsvSource({
        // The first failure takes it down, a success makes it firm.
        "2, 3, -, d",
        "2, 3, +, U",
        "2, 3, +-, UU",
        "2, 3, +--, UUU",
        "2, 3, +---, UUUd",
        // It comes back after two successes in a row.
        "2, 3, -+, dd",
        "2, 3, -++, ddU",
        "2, 3, -+-+, dddd",
        "2, 3, -+-++, ddddU",
        // Failures count in a row: a success among them starts the count anew.
        "2, 3, +--+--, UUUUUU",
        "2, 3, +--+---, UUUUUUd",
        "2, 3, +-+-+-+-, UUUUUUUU",
        // Back up, it takes all failures again.
        "2, 3, -++--, ddUUU",
        "2, 3, -++---, ddUUUd",
        // One is enough either way.
        "1, 1, +-+-, UdUd",
        "1, 1, -+, dU",
        // A high rise.
        "3, 1, -++-+++, ddddddU",
        "1, 2, +--+, UUdU",
    })
    void resultsTurnItAsInHaproxy(int rise, int fall, String results, String states) {
        // Given
        RiseFall riseFall = RiseFall.unproven(rise, fall);

        // When
        StringBuilder seen = new StringBuilder();
        for (int i = 0; i < results.length(); i++) {
            riseFall = riseFall.after(results.charAt(i) == '+');
            seen.append(riseFall.up() ? 'U' : 'd');
        }

        // Then
        assertThat(seen).hasToString(states);
    }

    @Test
    void itCountsAsUpBeforeTheFirstResult() {
        // When
        RiseFall riseFall = RiseFall.unproven(2, 3);

        // Then
        assertThat(riseFall.up()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"3, 2, 2", "1, 1, 1", "2, 1000, 1000"})
    void withOtherThresholdsWhatIsUpStaysUpUntilItFailsOften(int rise, int fall, int failures) {
        // Given
        RiseFall up = RiseFall.unproven(2, 3).after(true).after(false);

        // When
        RiseFall changed = up.with(rise, fall);

        // Then
        assertThat(changed.up()).isTrue();
        assertThat(repeated(changed, false, failures - 1).up()).isTrue();
        assertThat(repeated(changed, false, failures).up()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"3, 2, 3", "1, 1, 1", "1000, 2, 1000"})
    void withOtherThresholdsWhatIsDownStaysDownUntilItSucceedsOften(int rise, int fall, int successes) {
        // Given
        RiseFall down = RiseFall.unproven(2, 3).after(false).after(true);

        // When
        RiseFall changed = down.with(rise, fall);

        // Then
        assertThat(changed.up()).isFalse();
        assertThat(repeated(changed, true, successes - 1).up()).isFalse();
        assertThat(repeated(changed, true, successes).up()).isTrue();
    }

    private static RiseFall repeated(RiseFall riseFall, boolean success, int times) {
        RiseFall after = riseFall;
        for (int i = 0; i < times; i++) {
            after = after.after(success);
        }
        return after;
    }
}
