package io.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:8404,  127.0.0.1,  8404",
        "localhost:0,     localhost,  0",
        "0.0.0.0:65535,   0.0.0.0,    65535",
        "[::1]:8404,      ::1,        8404",
        "[2001:db8::7]:1, 2001:db8::7, 1",
        ":8404,           '',         8404",
    })
    void readsHostAndPortAndWritesThemBack(String text, String host, int port) {
        // When
        HostPort read = HostPort.parse(text, 8404);

        // Then
        assertThat(read).isEqualTo(new HostPort(host, port)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "foo",
                "8404",
                "foo:",
                "foo:bar",
                "foo:-1",
                "foo:65536",
                "foo:99999999999",
                "::1:8404",
                "[::1]",
                "[]:8404",
                "[foo]:8404",
                "[127.0.0.1]:8404",
                "a b:1",
                "foo:8404:1",
            })
    void refusesAnythingElseInOneLine(String text) {
        // When Then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostPort.parse(text, 8404))
                .withMessage(text + " (expected: HOST:PORT such as 127.0.0.1:8404, [::1]:8404 or :8404)");
    }
}
