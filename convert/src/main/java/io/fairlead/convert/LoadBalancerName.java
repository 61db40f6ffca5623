package io.fairlead.convert;

/** Names of load balancers: of at most 60 lower-case letters, digits and -, a letter first. */
final class LoadBalancerName {

    static final String MEANING = "at most 60 lower-case letters, digits and -, a letter first, no - last";

    private static final int LONGEST = 60;
    private static final String PATTERN = "[a-z]([-a-z0-9]{0,58}[a-z0-9])?";

    private LoadBalancerName() {}

    static boolean valid(String name) {
        return name.matches(PATTERN);
    }

    /** Returns {@code name} with {@code suffix}, made fit. */
    static String of(String name, String suffix) {
        String label = Names.label(name, LONGEST - suffix.length());
        String fit = Character.isDigit(label.charAt(0)) ? Names.label("lb-" + label, LONGEST - suffix.length()) : label;
        return fit + suffix;
    }

    /** Returns what a file's name without its extension makes. */
    static String ofFile(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return of(dot > 0 ? fileName.substring(0, dot) : fileName, "");
    }
}
