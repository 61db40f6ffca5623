package io.fairlead.demo.api.negotiation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The forms that a client takes, best first.
 *
 * <p>Kubernetes clients list them in that order and give none a weight: weights are not looked at.
 */
public record Accept(List<MediaType> types) {

    /**
     * One form.
     *
     * @param name in lower case, as in {@code application/json}
     * @param parameters as in {@code as=Table;v=v1}
     */
    public record MediaType(String name, Map<String, String> parameters) {

        private static MediaType parse(String text) {
            String[] parts = text.split(";", -1);
            return new MediaType(
                    parts[0].strip().toLowerCase(Locale.ROOT),
                    Arrays.stream(parts)
                            .skip(1)
                            .map(parameter -> parameter.split("=", 2))
                            .filter(parameter -> parameter.length == 2)
                            .collect(Collectors.toMap(
                                    parameter -> parameter[0].strip(),
                                    parameter -> parameter[1].strip(),
                                    (first, second) -> first)));
        }

        /** Returns whether this asks that the object be turned into another kind. */
        public boolean as(String kind, String group, String version) {
            return name.equals("application/json")
                    && parameters.getOrDefault("as", "").equals(kind)
                    && parameters.getOrDefault("g", "").equals(group)
                    && parameters.getOrDefault("v", "").equals(version);
        }

        /** Returns whether the object as it is, in JSON, will do. */
        public boolean plainJson() {
            return (name.equals("application/json") || name.equals("application/*") || name.equals("*/*"))
                    && !parameters.containsKey("as");
        }
    }

    /**
     * Reads the request's header.
     *
     * @param header empty, as where there is none: all is taken
     */
    public static Accept parse(String header) {
        return new Accept(Stream.of((header.isBlank() ? "*/*" : header).split(",", -1))
                .map(MediaType::parse)
                .toList());
    }
}
