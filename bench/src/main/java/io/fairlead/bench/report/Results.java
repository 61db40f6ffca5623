package io.fairlead.bench.report;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A run: all that the reports are made of. Its JSON has the figures of each round.
 *
 * @param date such as {@code 2026-11-28}
 * @param commit of this repository, with {@code +changes} where files differed from it
 */
public record Results(String date, String commit, Machine machine, Settings settings, List<WorkResult> works) {

    /** What it is called in a folder. */
    public static final String FILE = "results.json";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Reads what {@link #write} wrote. */
    public static Results read(Path folder) throws IOException {
        return JSON.readValue(folder.resolve(FILE).toFile(), Results.class);
    }

    /** Writes it as JSON into {@code folder}. */
    public void write(Path folder) throws IOException {
        Files.writeString(folder.resolve(FILE), JSON.writeValueAsString(this) + "\n");
    }
}
