package io.fairlead.proxy.http2;

import static io.fairlead.proxy.http2.Texts.bytes;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DynamicTableTest {

    @Test
    void dropsTheOldestForTheNewest() {
        // Given
        DynamicTable table = new DynamicTable(100);
        add(table, "a", "1");
        add(table, "b", "2");

        // When
        add(table, "c", "3");

        // Then
        assertThat(entries(table)).containsExactly("c=3", "b=2");
        assertThat(table.size()).isEqualTo(2 * 34);
    }

    @Test
    void anEntryThatIsLargerThanTheTableEmptiesIt() {
        // Given
        DynamicTable table = new DynamicTable(100);
        add(table, "a", "1");

        // When
        int number = add(table, "b", "2".repeat(68));

        // Then
        assertThat(number).isZero();
        assertThat(entries(table)).isEmpty();
        assertThat(table.size()).isZero();
    }

    @Test
    void dropsWhatIsAboveANewSize() {
        // Given
        DynamicTable table = new DynamicTable(100);
        add(table, "a", "1");
        add(table, "b", "2");

        // When
        table.maxSize(34);

        // Then
        assertThat(entries(table)).containsExactly("b=2");
    }

    @Test
    void holdsTheSameAsAListOfEntries() {
        // Given
        Random random = new Random(3);
        DynamicTable table = new DynamicTable(4096);
        Deque<String> expected = new ArrayDeque<>();

        for (int round = 0; round < 3_000; round++) {
            // When
            int maxSize = random.nextInt(500) == 0 ? random.nextInt(4097) : table.maxSize();
            String name = "n".repeat(random.nextInt(random.nextInt(20) == 0 ? 3000 : 3));
            String value = "" + round % (1 + random.nextInt(100_000));
            table.maxSize(maxSize);
            add(table, name, value);

            // Then
            expected.addFirst(name + "=" + value);
            while (size(expected) > maxSize) {
                expected.removeLast();
            }
            assertThat(entries(table)).containsExactlyElementsOf(expected);
            assertThat(table.size()).isEqualTo(size(expected));
        }
    }

    private static int size(Deque<String> entries) {
        return entries.stream().mapToInt(entry -> entry.length() - 1 + 32).sum();
    }

    private static int add(DynamicTable table, String name, String value) {
        return table.add(bytes("xx" + name + value), 2, name.length(), value.length());
    }

    private static List<String> entries(DynamicTable table) {
        return IntStream.rangeClosed(1, table.count())
                .map(table::number)
                .mapToObj(number -> text(table, table.start(number), table.nameLength(number))
                        + "="
                        + text(table, table.start(number) + table.nameLength(number), table.valueLength(number)))
                .toList();
    }

    private static String text(DynamicTable table, int start, int length) {
        return new String(table.bytes(), start, length, ISO_8859_1);
    }
}
