package io.fairlead.demo.screen;

import io.fairlead.demo.screen.DemoView.Backend;
import java.io.PrintStream;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A line for each event, and one of the state now and then. */
final class PlainDisplay implements Display {

    private static final Duration NOW_AND_THEN = Duration.ofSeconds(5);
    private static final int WIDTH = 100;

    /** Guarded by this, as all below is. */
    private final PrintStream out;

    private final Look look;
    private @Nullable DemoView view;
    private Duration next = Duration.ZERO;
    private boolean hinted;
    private boolean closed;

    PlainDisplay(PrintStream out, Look look) {
        this.out = out;
        this.look = look;
    }

    @Override
    public synchronized void show(DemoView view) {
        if (closed) {
            return;
        }
        if (this.view == null) {
            line(view.elapsed(), view.place().server() + " " + view.place().url());
            line(view.elapsed(), "export KUBECONFIG=" + view.place().kubeconfig());
        }
        this.view = view;
        if (view.elapsed().compareTo(next) >= 0) {
            next = view.elapsed().plus(NOW_AND_THEN);
            line(view.elapsed(), state(view));
        }
        if (view.playing() && !hinted) {
            hinted = true;
            view.hints().forEach(hint -> line(view.elapsed(), "try: " + hint.line() + "   # " + hint.what()));
        }
    }

    @Override
    public synchronized void say(DemoEvent event) {
        if (!closed) {
            line(event.elapsed(), event.text());
        }
    }

    @Override
    public synchronized void close() {
        if (!closed && view != null) {
            Summary.lines(look, view, WIDTH).forEach(line -> out.println(line.toString()));
            out.flush();
        }
        closed = true;
    }

    private static String state(DemoView view) {
        String calls = "calls: " + Numbers.count(view.calls().sent()) + " sent, "
                + Numbers.count(view.calls().failed()) + " failed, "
                + Numbers.connections(view.calls().connections()) + ", "
                + Numbers.count(view.calls().perSecond()) + "/s";
        long perSecond = view.backends().stream().mapToLong(Backend::perSecond).sum();
        return view.backends().stream()
                .map(backend -> state(backend, perSecond))
                .collect(Collectors.joining("; ", calls + "; ", ""));
    }

    /** With its part of the calls of the last second. */
    private static String state(Backend backend, long perSecond) {
        return backend.pod() + " " + (backend.state() == null ? backend.phase() : backend.state())
                + (backend.check() == null ? "" : " " + backend.check()) + " " + Numbers.count(backend.calls())
                + " (" + Numbers.percent(backend.perSecond(), perSecond) + ")";
    }

    private void line(Duration elapsed, String text) {
        out.printf("%7s  %s%n", Numbers.seconds(elapsed), look.text(Tone.PLAIN, text));
        out.flush();
    }
}
