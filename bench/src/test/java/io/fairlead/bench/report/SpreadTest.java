package io.fairlead.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SpreadTest {

    @Test
    void ofAnOddNumberTheMedianIsTheOneInTheMiddle() {
        // When
        Spread spread = Spread.of(5, 1, 9, 3, 100);

        // Then
        assertThat(spread).isEqualTo(new Spread(5, 1, 100));
    }

    @Test
    void ofAnEvenNumberTheMedianIsBetweenTheTwoInTheMiddle() {
        // When
        Spread spread = Spread.of(4, 1, 2, 9);

        // Then
        assertThat(spread).isEqualTo(new Spread(3, 1, 9));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "51234.4;    51,234 (51,234-51,334)",
                "99.96;      100 (100-200)",
                "19.24;      19.2 (19.2-119)",
                "9.996;      10.0 (10.0-110)",
                "0.957;      0.96 (0.96-101)"
            })
    void isWrittenWithThreeDigitsThatCount(double least, String text) {
        // Given
        Spread spread = new Spread(least, least, least + 100);

        // When, Then
        assertThat(spread).hasToString(text);
    }

    @Test
    void oneFigureHasNoRange() {
        // When, Then
        assertThat(Spread.of(7)).hasToString("7.00");
    }
}
