package io.fairlead.demo.screen;

/**
 * Where the demo shows itself. All methods may be called by any thread, return without waiting for the terminal's reader where they
 * can, and never throw because it is gone.
 */
public interface Display extends AutoCloseable {

    /**
     * Returns a live picture where standard input and output are a terminal that can show it, else plain lines. Nothing is written before
     * something is shown or said. Nobody else may write to the terminal until the display is closed: logs go to a file.
     */
    static Display onStandardOutput() {
        return Displays.open(System.out, System.getenv());
    }

    /** Shows the state as it is now; several times a second is fine. */
    void show(DemoView view);

    /** Tells of something that has just happened. */
    void say(DemoEvent event);

    /**
     * Gives the terminal back as it was, and leaves the summary of the last view on it: the calls, those of each backend, and what was
     * seen of each step. Nothing is shown from then on; closing again does nothing.
     */
    @Override
    void close();
}
