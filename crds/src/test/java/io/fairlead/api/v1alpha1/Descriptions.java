package io.fairlead.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.RecordComponent;

/** The descriptions in a CustomResourceDefinition, which {@code kubectl explain} shows: what a field means, what it expects, and HAProxy's word. */
final class Descriptions {

    private final Javadoc javadoc;
    private final boolean wanted;

    private Descriptions(Javadoc javadoc, boolean wanted) {
        this.javadoc = javadoc;
        this.wanted = wanted;
    }

    /** Those of what users write. */
    static Descriptions ofWhatIsWanted(Javadoc javadoc) {
        return new Descriptions(javadoc, true);
    }

    /** Those of what users read: nothing is expected of them. */
    Descriptions ofWhatIsTold() {
        return new Descriptions(javadoc, false);
    }

    String of(Class<?> type) {
        return plain(javadoc.of(type));
    }

    /** Returns the description of a record's component whose complete schema is {@code schema}. */
    String of(RecordComponent component, JsonNode schema) {
        String text = javadoc.of(component)
                + (wanted ? said(" Expected: ", ValueWords.of(schema)) : "")
                + said(" HAProxy: ", HaproxyWords.of(component));
        Class<?> type = component.getType();
        if (type.isEnum()) {
            StringBuilder values = new StringBuilder(text);
            for (Object constant : type.getEnumConstants()) {
                values.append(of((Enum<?>) constant));
            }
            text = values.toString();
        }
        return plain(type.isRecord() ? text + said("\n", rest(javadoc.of(type))) : text);
    }

    private String of(Enum<?> constant) {
        String word = HaproxyWords.of(constant);
        return "\n- %s: %s".formatted(constant.name(), javadoc.of(constant))
                + (word.equals(constant.name()) ? "" : said(" HAProxy: ", word));
    }

    private static String said(String before, String text) {
        return text.isEmpty() ? "" : before + text + ".";
    }

    /** The first sentence of a type says what its field says. */
    private static String rest(String sentences) {
        int end = sentences.indexOf(". ");
        return end < 0 ? "" : sentences.substring(end + 2, sentences.length() - 1);
    }

    private static String plain(String text) {
        return text.replace("`", "");
    }
}
