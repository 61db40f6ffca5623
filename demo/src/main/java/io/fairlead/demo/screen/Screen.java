package io.fairlead.demo.screen;

import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Objects;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Curses;
import org.jline.utils.InfoCmp.Capability;

/**
 * A terminal's second screen, without a cursor: what was on the terminal is there again when it is closed. What is typed meanwhile is
 * neither shown nor left for the shell. Ctrl-C works as ever; Ctrl-Z does not, for a stopped demo would leave a stopped picture.
 *
 * <p>Used by one thread at a time.
 */
final class Screen implements Closeable {

    private static final Size USUAL = Size.of(80, 24);

    /** Not System.in, which someone else may be reading just now. */
    private final FileInputStream input = new FileInputStream(FileDescriptor.in);

    private final Terminal terminal;
    private final PrintStream out;
    private final org.jline.utils.Display display;
    private final String leave;
    private Size size = Size.of(0, 0);

    /**
     * @param out the same terminal, for what has to be written when JLine has closed its own way to it: it does so by itself when the
     *     JVM ends
     */
    Screen(Terminal terminal, PrintStream out) {
        this.terminal = terminal;
        this.out = out;
        display = new org.jline.utils.Display(terminal, true);
        // Lines that move would be seen to move.
        display.setScrollOptimization(false);
        leave = capability(Capability.cursor_normal) + capability(Capability.exit_ca_mode);
        Attributes attributes = new Attributes(terminal.getAttributes());
        attributes.setLocalFlag(LocalFlag.ECHO, false);
        attributes.setLocalFlag(LocalFlag.ICANON, false);
        attributes.setInputFlag(InputFlag.IXON, false);
        attributes.setControlChar(ControlChar.VSUSP, 0);
        terminal.setAttributes(attributes);
        write(capability(Capability.enter_ca_mode) + capability(Capability.cursor_invisible));
    }

    /** The terminal's size as it is now; the usual one where it does not tell. */
    Size size() {
        Size told = terminal.getSize();
        return told.getColumns() > 0 && told.getRows() > 0 ? told : USUAL;
    }

    /** Shows these lines and nothing else; only what differs from the last ones is written. */
    void draw(List<AttributedString> lines, Size size) {
        if (!size.equals(this.size)) {
            display.resize(size);
            display.clear();
            this.size = size;
        }
        display.update(lines, 0);
    }

    /** Gives the terminal back as it was. */
    @Override
    public void close() throws IOException {
        write(leave);
        try {
            input.readNBytes(input.available());
        } finally {
            terminal.close();
        }
    }

    private String capability(Capability capability) {
        return Objects.requireNonNullElse(Curses.tputs(terminal.getStringCapability(capability)), "");
    }

    private void write(String sequence) {
        out.print(sequence);
        out.flush();
    }
}
