package io.fairlead.demo.screen;

import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.demo.screen.DemoView.Backend;
import io.fairlead.demo.screen.DemoView.LoadBalancer;
import io.fairlead.demo.screen.DemoView.Proxy;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/** The pods of the proxy, and those that calls go to. */
final class PodPanels {

    private static final int LEAST_NAME = 18;
    private static final int LEAST_BAR = 10;
    private static final int WHOLE = 40;

    /** Phases in which a pod that is not ready is as it should be. */
    private static final Set<String> UNDER_WAY = Set.of("Pending", "ContainerCreating", "Running", "Terminating");

    private final Look look;
    private final DemoView view;
    private final int width;

    PodPanels(Look look, DemoView view, int width) {
        this.look = look;
        this.view = view;
        this.width = width;
    }

    Panel proxies(int rank) {
        LoadBalancer balancer = view.loadBalancer();
        String address = balancer == null ? null : balancer.address();
        AttributedString aside = look.text(Tone.FAINT, address == null ? "" : "called at " + address);
        if (view.proxies().isEmpty()) {
            return Panel.of("Proxies", aside, List.of(look.text(Tone.FAINT, "no pod yet")), 1, rank);
        }
        Table table = new Table(
                look,
                new Table.Column(1, 0),
                new Table.Column(LEAST_NAME, 1),
                new Table.Column(WHOLE, 4),
                new Table.Column(WHOLE, 2),
                new Table.Column(WHOLE, 3));
        for (Proxy proxy : view.proxies()) {
            table.row(
                    new Cell.Text(mark(proxy.ready(), !UNDER_WAY.contains(proxy.phase()))),
                    name(proxy.pod()),
                    new Cell.Text(look.text(Tone.FAINT, Objects.requireNonNullElse(proxy.address(), ""))),
                    phase(proxy.phase()),
                    new Cell.Text(generation(proxy, balancer)));
        }
        return Panel.of("Proxies", aside, table.lines(width), view.proxies().size(), rank);
    }

    Panel backends(int rank) {
        if (view.backends().isEmpty()) {
            return Panel.of("Backends", AttributedString.EMPTY, List.of(look.text(Tone.FAINT, "no pod yet")), 1, rank);
        }
        long up = view.backends().stream()
                .filter(backend -> backend.state() == EndpointState.Up)
                .count();
        int all = view.backends().size();
        Table table = new Table(
                look,
                new Table.Column(1, 0),
                new Table.Column(LEAST_NAME, 1),
                new Table.Column(LEAST_BAR, 3),
                new Table.Column(WHOLE, 6),
                new Table.Column(WHOLE, 4),
                new Table.Column(WHOLE, 5),
                new Table.Column(WHOLE, 2),
                new Table.Column(WHOLE, 7),
                new Table.Column(LEAST_NAME, 8));
        long perSecond = view.backends().stream().mapToLong(Backend::perSecond).sum();
        for (Backend backend : view.backends()) {
            row(table, backend, perSecond);
        }
        return Panel.of(
                "Backends",
                look.text(up == all ? Tone.GOOD : Tone.WARNING, up + " of " + all + " up"),
                table.lines(width),
                all,
                rank);
    }

    private void row(Table table, Backend backend, long perSecond) {
        boolean up = backend.state() == EndpointState.Up;
        double share = perSecond == 0 ? 0 : (double) backend.perSecond() / perSecond;
        String check = backend.check() == null ? "" : " " + backend.check();
        table.row(
                new Cell.Text(mark(up, backend.state() == EndpointState.Down)),
                name(backend.pod()),
                new Cell.Bar(up ? Tone.GOOD : Tone.WARNING, share, Math.max(LEAST_BAR, width / 3)),
                new Cell.Count(look.text(Tone.PLAIN, Numbers.percent(backend.perSecond(), perSecond))),
                new Cell.Count(look.text(Tone.STRONG, Numbers.count(backend.perSecond()) + "/s")),
                new Cell.Count(look.text(Tone.FAINT, Numbers.count(backend.calls()))),
                new Cell.Text(look.text(
                        up ? Tone.GOOD : backend.state() == EndpointState.Down ? Tone.BAD : Tone.WARNING,
                        backend.state() == null ? backend.phase() : backend.state() + check)),
                new Cell.Text(look.text(Tone.FAINT, Objects.requireNonNullElse(backend.address(), ""))),
                new Cell.Text(look.text(Tone.FAINT, backend.message())));
    }

    private Cell name(String pod) {
        return new Cell.Name(look.text(Tone.PLAIN, pod));
    }

    private Cell phase(String phase) {
        return new Cell.Text(look.text(phase.equals("Running") ? Tone.PLAIN : Tone.WARNING, phase));
    }

    private AttributedString mark(boolean good, boolean bad) {
        Glyphs glyphs = look.glyphs();
        if (good) {
            return look.text(Tone.GOOD, glyphs.good());
        }
        return bad ? look.text(Tone.BAD, glyphs.bad()) : look.text(Tone.WARNING, glyphs.unknown());
    }

    private AttributedString generation(Proxy proxy, @Nullable LoadBalancer balancer) {
        Long generation = proxy.generation();
        if (generation == null) {
            return look.text(Tone.FAINT, "not reported yet");
        }
        boolean current = balancer == null || balancer.generation() == generation;
        return look.text(current ? Tone.PLAIN : Tone.WARNING, "runs generation " + generation);
    }
}
