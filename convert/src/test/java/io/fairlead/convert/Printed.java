package io.fairlead.convert;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** What the command prints, and how it exits. */
record Printed(String out, String err, int exitCode) {

    /** Converts {@code configuration}, whose folder is not told of in what is printed. */
    static Printed of(Path configuration, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("convert"));
        arguments.addAll(List.of(options));
        arguments.add(configuration.toString());
        Printed printed = of(arguments);
        String folder = configuration.getParent() + "/";
        return new Printed(printed.out, printed.err.replace(folder, ""), printed.exitCode);
    }

    static Printed of(List<String> arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Main.commandLine(Samples.ENVIRONMENT)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        int exitCode = command.execute(arguments.toArray(String[]::new));
        return new Printed(out.toString(), err.toString(), exitCode);
    }
}
