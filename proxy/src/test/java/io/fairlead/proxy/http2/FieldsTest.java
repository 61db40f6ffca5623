package io.fairlead.proxy.http2;

import static io.fairlead.proxy.http2.Texts.bytes;
import static io.fairlead.proxy.http2.Texts.fields;
import static io.fairlead.proxy.http2.Texts.lines;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FieldsTest {

    @Test
    void keepsFieldsInOrder() {
        // Given
        Fields fields = new Fields();

        // When
        for (int i = 0; i < 100; i++) {
            fields.add("name-" + i, "v".repeat(i));
        }

        // Then
        assertThat(fields.count()).isEqualTo(100);
        assertThat(fields.name(99)).isEqualTo("name-99");
        assertThat(fields.value(99)).isEqualTo("v".repeat(99));
        assertThat(fields.name(0)).isEqualTo("name-0");
        assertThat(fields.value(0)).isEmpty();
    }

    @Test
    void countsAnOverheadForEachFieldOfTheList() {
        // Given
        Fields fields = new Fields();

        // When
        fields.add("ab", "cde");
        fields.add("", "");

        // Then
        assertThat(fields.listSize()).isEqualTo(2 + 3 + 32 + 32);
    }

    @Test
    void findsTheFirstFieldOfAName() {
        // Given
        Fields fields = fields("a", "1", "b", "2", "b", "3");

        // When
        int found = fields.find(bytes("b"));

        // Then
        assertThat(found).isEqualTo(1);
        assertThat(fields.valueIs(found, bytes("2"))).isTrue();
        assertThat(fields.valueIs(found, bytes("22"))).isFalse();
        assertThat(fields.find(bytes("c"))).isEqualTo(-1);
        assertThat(fields.find(bytes(""))).isEqualTo(-1);
    }

    @Test
    void takesFieldsOfAnotherListAndWhetherTheyAreNeverIndexed() {
        // Given
        byte[] octets = bytes("secretvalue");
        Fields from = fields("a", "1");
        from.add(octets, 0, 6, 5, true);
        Fields fields = new Fields();

        // When
        fields.add(from, 1);
        fields.add(from, 1, bytes("other"));
        fields.add(from, 0, bytes(""));

        // Then
        assertThat(lines(fields)).containsExactly("!secret: value", "!secret: other", "a: ");
    }

    @Test
    void writesCharactersThatAreNotOfIso8859AsQuestionMarks() {
        // Given
        Fields fields = new Fields();

        // When
        fields.add("name", "é\u010a");

        // Then
        assertThat(fields.value(0)).isEqualTo("é?");
    }

    @Test
    void aCopyLastsWhenTheListIsCleared() {
        // Given
        Fields fields = fields("a", "1", "b", "2");

        // When
        Fields copy = fields.copy();
        fields.clear();
        fields.add("c", "3");

        // Then
        assertThat(lines(copy)).containsExactly("a: 1", "b: 2");
        assertThat(copy.bytes()).hasSize(4);
        assertThat(lines(fields)).containsExactly("c: 3");
    }

    @Test
    void aCopyTakesFurtherFields() {
        // Given
        Fields copy = new Fields().copy();

        // When
        copy.add("a", "1");
        copy.add("b", "2");

        // Then
        assertThat(lines(copy)).containsExactly("a: 1", "b: 2");
    }

    @Test
    void givesMemoryBackWhenItIsCleared() {
        // Given
        Fields fields = fields("a", "1".repeat(100_000));

        // When
        fields.clear();

        // Then
        assertThat(fields.bytes().length).isLessThan(1000);
        assertThat(fields.count()).isZero();
        assertThat(fields.listSize()).isZero();
    }
}
