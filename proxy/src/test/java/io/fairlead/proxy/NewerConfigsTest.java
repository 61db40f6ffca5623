package io.fairlead.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.config.ConfigListener;
import io.fairlead.proxy.config.ConfigVersion;
import io.fairlead.proxy.config.InvalidConfigException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NewerConfigsTest {

    private final List<String> told = new ArrayList<>();
    private @Nullable ConfigVersion running;
    private final NewerConfigs configs =
            new NewerConfigs(() -> running, () -> told.add("confirmed"), new ConfigListener() {
                @Override
                public void changed(String text) {
                    told.add(text);
                }

                @Override
                public void lost(InvalidConfigException reason) {
                    throw new AssertionError(reason);
                }
            });

    @Test
    void theFirstOneIsPassedOn() {
        // When
        configs.changed(text("a", 3));

        // Then
        assertThat(told).containsExactly(text("a", 3));
    }

    @Test
    void aNewerOneIsPassedOn() {
        // Given
        running = new ConfigVersion("a", 3);

        // When
        configs.changed(text("a", 4));
        configs.changed(text("b", 1));

        // Then
        assertThat(told).containsExactly(text("a", 4), text("b", 1));
    }

    @Test
    void anOlderOneIsIgnored() {
        // Given
        running = new ConfigVersion("a", 3);

        // When
        configs.changed(text("a", 2));

        // Then
        assertThat(told).isEmpty();
    }

    @Test
    void whatRunsIsConfirmedAndNotRunAgain() {
        // Given
        running = new ConfigVersion("a", 3);

        // When
        configs.changed(text("a", 3));

        // Then
        assertThat(told).containsExactly("confirmed");
    }

    @Test
    void whatWasRefusedIsPassedOnOnceUntilItsTextIsAnother() {
        // Given
        running = new ConfigVersion("a", 3);
        configs.changed(text("a", 4));

        // When
        configs.changed(text("a", 4));
        configs.changed(text("a", 4) + "spec: {}");

        // Then
        assertThat(told).containsExactly(text("a", 4), text("a", 4) + "spec: {}");
    }

    @Test
    void whatDoesNotSayWhichItIsIsPassedOn() {
        // Given
        running = new ConfigVersion("a", 3);

        // When
        configs.changed("{");

        // Then
        assertThat(told).containsExactly("{");
    }

    private static String text(String uid, long generation) {
        return "metadata: {uid: %s, generation: %d}\n".formatted(uid, generation);
    }
}
