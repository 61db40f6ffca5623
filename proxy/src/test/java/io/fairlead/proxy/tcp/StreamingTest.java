package io.fairlead.proxy.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.DataPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StreamingTest {

    private static final int CAPACITY = 16_384;

    @Test
    void splicesOnceTheBufferWasFullThreeTimesInARow() {
        // Given
        Streaming streaming = new Streaming(DataPath.Auto);
        move(streaming, CAPACITY, CAPACITY);
        boolean afterTwo = streaming.splices();

        // When
        move(streaming, CAPACITY);

        // Then
        assertThat(afterTwo).isFalse();
        assertThat(streaming.splices()).isTrue();
    }

    @Test
    void countsAnewWhereTheBufferWasNotFull() {
        // Given
        Streaming streaming = new Streaming(DataPath.Auto);

        // When
        move(streaming, CAPACITY, CAPACITY, CAPACITY - 1, CAPACITY, CAPACITY);

        // Then
        assertThat(streaming.splices()).isFalse();
    }

    @Test
    void copiesAgainOnceHalfABufferOrLessCameThreeTimesInARow() {
        // Given
        Streaming streaming = new Streaming(DataPath.Auto);
        move(streaming, CAPACITY, CAPACITY, CAPACITY);
        move(streaming, CAPACITY / 2, 1, CAPACITY / 2 + 1, 1, 1);
        boolean before = streaming.splices();

        // When
        move(streaming, CAPACITY / 2);

        // Then
        assertThat(before).isTrue();
        assertThat(streaming.splices()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = DataPath.class,
            names = {"Copy", "Splice"})
    void changesNothingWhereThePathIsGiven(DataPath path) {
        // Given
        Streaming streaming = new Streaming(path);
        boolean before = streaming.splices();

        // When
        move(streaming, CAPACITY, CAPACITY, CAPACITY, CAPACITY, 1, 1, 1, 1);

        // Then
        assertThat(before).isEqualTo(path == DataPath.Splice);
        assertThat(streaming.splices()).isEqualTo(before);
    }

    private static void move(Streaming streaming, int... amounts) {
        for (int bytes : amounts) {
            streaming.moved(bytes, CAPACITY);
        }
    }
}
