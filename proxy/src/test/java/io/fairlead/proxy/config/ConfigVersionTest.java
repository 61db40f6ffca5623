package io.fairlead.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigVersionTest {

    @ParameterizedTest
    @CsvSource({"a, 4, true", "a, 3, false", "a, 2, false", "b, 4, true", "b, 3, true", "b, 1, true"})
    void anotherUidOrALaterGenerationIsNewer(String uid, long generation, boolean newer) {
        // Given
        ConfigVersion running = new ConfigVersion("a", 3);

        // When
        boolean found = new ConfigVersion(uid, generation).isNewerThan(running);

        // Then
        assertThat(found).isEqualTo(newer);
    }

    @Test
    void isReadFromATextWhateverElseIsWrongWithIt() {
        // When
        ConfigVersion version =
                ConfigVersion.in("{metadata: {uid: a, generation: 3, name: 7}, spec: [], frobnicate: 1}");

        // Then
        assertThat(version).isEqualTo(new ConfigVersion("a", 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "metadata: 5",
                "metadata: {uid: a}",
                "metadata: {generation: 3}",
                "metadata: {uid: 5, generation: 3}",
                "metadata: {uid: a, generation: three}",
                "metadata: {uid: a, generation: 3.5}",
                "metadata: {uid: a, generation: 99999999999999999999}",
            })
    void isNotKnownWhereTheTextDoesNotSayIt(String text) {
        // When
        ConfigVersion version = ConfigVersion.in(text);

        // Then
        assertThat(version).isNull();
    }
}
