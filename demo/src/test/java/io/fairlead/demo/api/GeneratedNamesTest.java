package io.fairlead.demo.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.fairlead.demo.net.AddressRange;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class GeneratedNamesTest {

    private static final int LETTERS_OF_TWO_NAMES = 10;

    @Test
    void aNameThatIsTakenIsNotGivenAgain() {
        // Given
        Clock clock = Clock.systemUTC();
        Api api = new Api(AddressRange.parse("range", "127.64.128.0/17"), new Tokens(clock), clock, new Repeating());
        String first = create(api);

        // When
        String second = create(api);

        // Then
        assertThat(first).contains("\"name\":\"a-bbbbb\"");
        assertThat(second).contains("\"name\":\"a-ccccc\"");
    }

    private static String create(Api api) {
        Answer answer = api.answer(new ApiRequest(
                "POST",
                "/api/v1/namespaces/default/configmaps",
                Query.NONE,
                "",
                "",
                ByteString.copyFromUtf8("{\"metadata\":{\"generateName\":\"a-\"}}")));
        return answer instanceof Answer.Whole whole
                ? new String(whole.document().body(), UTF_8)
                : "";
    }

    /** Makes the same name twice, and then another one. */
    private static final class Repeating implements RandomGenerator {

        private int calls;

        @Override
        public int nextInt(int bound) {
            return calls++ < LETTERS_OF_TWO_NAMES ? 0 : 1;
        }

        @Override
        public long nextLong() {
            throw new UnsupportedOperationException();
        }
    }
}
