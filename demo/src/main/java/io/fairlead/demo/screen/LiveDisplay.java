package io.fairlead.demo.screen;

import java.io.IOError;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A picture that a terminal shows for as long as the demo runs. It is painted by a thread of its own, so that a terminal that takes
 * nothing holds nobody up, and is given back when the JVM ends, too.
 */
final class LiveDisplay implements Display {

    private static final Logger LOG = LoggerFactory.getLogger(LiveDisplay.class);
    private static final int EVENTS = 64;
    private static final int FRAME_MILLIS = 100;
    private static final int LAST_WIDTH = 100;
    private static final int PATIENCE_SECONDS = 2;

    private final Terminal terminal;
    private final PrintStream out;
    private final Look look;
    private final Thread hook = new Thread(this::close, "screen-hook");
    private final ScheduledExecutorService painter = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("screen").factory());

    private final ScheduledFuture<?> painting;

    private final Object lock = new Object();
    /** Guarded by lock. */
    private final Deque<DemoEvent> events = new ArrayDeque<>();
    /** Guarded by lock. */
    private @Nullable DemoView view;
    /** Guarded by lock. */
    private boolean changed;

    /** Guarded by this. */
    private boolean closed;

    /** The painter's own. */
    private @Nullable Screen screen;
    /** The painter's own. */
    private Size painted = Size.of(0, 0);

    /**
     * @param out the same terminal
     */
    LiveDisplay(Terminal terminal, PrintStream out, Look look) {
        this.terminal = terminal;
        this.out = out;
        this.look = look;
        Runtime.getRuntime().addShutdownHook(hook);
        painting = painter.scheduleWithFixedDelay(this::paint, FRAME_MILLIS, FRAME_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void show(DemoView view) {
        synchronized (lock) {
            this.view = view;
            changed = true;
        }
    }

    @Override
    public void say(DemoEvent event) {
        synchronized (lock) {
            events.add(event);
            if (events.size() > EVENTS) {
                events.remove();
            }
            changed = true;
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("The JVM is ending");
        }
        painter.execute(this::finish);
        painter.shutdown();
        awaitPainter();
    }

    private void awaitPainter() {
        boolean interrupted = false;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            try {
                painter.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void paint() {
        try {
            DemoView shown;
            List<DemoEvent> told;
            boolean fresh;
            synchronized (lock) {
                shown = view;
                told = List.copyOf(events);
                fresh = changed;
                changed = false;
            }
            if (shown != null) {
                paint(shown, told, fresh);
            }
        } catch (RuntimeException | IOError e) {
            // Where the JVM is ending JLine has closed the terminal before this is closed.
            LOG.atWarn().setCause(e).log("The screen is not painted any more");
            painting.cancel(false);
        }
    }

    private void paint(DemoView shown, List<DemoEvent> told, boolean fresh) {
        if (screen == null) {
            screen = new Screen(terminal, out);
        }
        Size size = screen.size();
        if (fresh || !size.equals(painted)) {
            screen.draw(Picture.draw(look, shown, told, size.getColumns(), size.getRows()), size);
            painted = size;
        }
    }

    private void finish() {
        try {
            if (screen == null) {
                terminal.close();
            } else {
                screen.close();
            }
            synchronized (lock) {
                if (view != null) {
                    int width = painted.getColumns() == 0 ? LAST_WIDTH : Math.min(LAST_WIDTH, painted.getColumns());
                    for (AttributedString line : Summary.lines(look, view, width)) {
                        out.println(look.ansi(line));
                    }
                }
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
