package io.fairlead.demo.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.demo.control.ProportionalScaling.Share;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProportionalScalingTest {

    /** The example of Kubernetes' documentation: 10 replicas with a surge of 3, of which 8 are old and 5 new, become 15. */
    @Test
    void eachGrowsByItsShare() {
        // Given
        List<Share> shares = List.of(new Share(8, 13), new Share(5, 13));

        // When
        List<Integer> sizes = ProportionalScaling.of(18, shares);

        // Then
        assertThat(sizes).containsExactly(11, 7);
    }

    @Test
    void whatRoundingLeavesIsTheLargests() {
        // Given
        List<Share> shares = List.of(new Share(3, 9), new Share(3, 9), new Share(3, 9));

        // When
        List<Integer> sizes = ProportionalScaling.of(10, shares);

        // Then
        assertThat(sizes).containsExactly(4, 3, 3);
    }

    @Test
    void eachShrinksByItsShare() {
        // Given
        List<Share> shares = List.of(new Share(8, 13), new Share(5, 13));

        // When
        List<Integer> sizes = ProportionalScaling.of(6, shares);

        // Then
        assertThat(sizes).containsExactly(4, 2);
    }

    @Test
    void noneIsLeftWhereNoneIsWanted() {
        // Given
        List<Share> shares = List.of(new Share(8, 13), new Share(5, 13));

        // When
        List<Integer> sizes = ProportionalScaling.of(0, shares);

        // Then
        assertThat(sizes).containsExactly(0, 0);
    }

    @Test
    void whereNothingChangesAllStay() {
        // Given
        List<Share> shares = List.of(new Share(8, 20), new Share(5, 20));

        // When
        List<Integer> sizes = ProportionalScaling.of(13, shares);

        // Then
        assertThat(sizes).containsExactly(8, 5);
    }
}
