package io.fairlead.bench.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against files that are committed. Written anew with {@code -Dreport.update=true}, to be reviewed like code. */
final class ReportFilesTest {

    private static final Path GOLDEN = Path.of("src/test/resources/io/fairlead/bench/report");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {Results.FILE, ReportFiles.TEXT, ReportFiles.CHART})
    void areTheCommittedOnes(String file) throws IOException {
        // When
        ReportFiles.write(Samples.results(), folder);

        // Then
        String written = Files.readString(folder.resolve(file));
        if (Boolean.getBoolean("report.update")) {
            Files.writeString(GOLDEN.resolve(file), written);
        }
        assertThat(written).isEqualTo(Files.readString(GOLDEN.resolve(file)));
    }

    @Test
    void whatWasWrittenIsReadAgain() throws IOException {
        // Given
        ReportFiles.write(Samples.results(), folder);

        // When
        Results read = Results.read(folder);

        // Then
        assertThat(read).isEqualTo(Samples.results());
    }

    @Test
    void thePictureIsXmlWhateverNamesAreIn() throws Exception {
        // When
        String chart = Chart.of(Samples.results());

        // Then
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(chart.getBytes(UTF_8)));
        assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
    }
}
