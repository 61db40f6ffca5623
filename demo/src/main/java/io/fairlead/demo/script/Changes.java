package io.fairlead.demo.script;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fairlead.api.v1alpha1.EndpointStatus;
import io.fairlead.demo.screen.DemoEvent;
import io.fairlead.demo.screen.DemoEvent.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What happened between two looks at the world, in words. */
final class Changes {

    private final World before;
    private final World after;
    private final List<DemoEvent> events = new ArrayList<>();

    private Changes(World before, World after) {
        this.before = before;
        this.after = after;
    }

    /** Returns what happened, causes before effects as far as can be told. */
    static List<DemoEvent> between(World before, World after) {
        Changes changes = new Changes(before, after);
        changes.operator();
        changes.loadBalancer();
        changes.owned();
        changes.pods();
        changes.generations();
        changes.endpoints();
        changes.conditions();
        changes.calls();
        return changes.events;
    }

    private void tell(Kind kind, String text) {
        events.add(new DemoEvent(after.now(), kind, text.lines().collect(Collectors.joining(" "))));
    }

    private void operator() {
        if (before.operatorRunning() != after.operatorRunning()) {
            tell(Kind.NOTE, after.operatorRunning() ? "the operator runs" : "the operator is stopped");
        }
    }

    private void loadBalancer() {
        if (after.loadBalancer() != null && before.generation() != after.generation()) {
            tell(
                    Kind.NOTE,
                    "GrpcLoadBalancer %s is at generation %d, mode %s, with %s"
                            .formatted(
                                    after.loadBalancer().getMetadata().getName(),
                                    after.generation(),
                                    after.mode(),
                                    Views.algorithm(after.loadBalancer())));
        }
    }

    private void owned() {
        Map<String, HasMetadata> was = byKey(before.owned(), Changes::text);
        Map<String, HasMetadata> is = byKey(after.owned(), Changes::text);
        after.owned().stream()
                .map(Changes::text)
                .filter(object -> !was.containsKey(object))
                .forEach(object -> tell(Kind.NOTE, "created " + object));
        was.keySet().stream()
                .filter(object -> !is.containsKey(object))
                .sorted()
                .forEach(object -> tell(Kind.NOTE, "deleted " + object));
    }

    private static String text(HasMetadata object) {
        return object.getKind() + " " + object.getMetadata().getName();
    }

    private void pods() {
        Map<String, Pod> was = byKey(allPods(before), Changes::uid);
        Map<String, Pod> is = byKey(allPods(after), Changes::uid);
        allPods(after).forEach(pod -> pod(was.get(uid(pod)), pod));
        allPods(before).stream()
                .filter(pod -> !is.containsKey(uid(pod)))
                .forEach(pod -> tell(Kind.NOTE, "pod " + name(pod) + " is gone"));
    }

    private void pod(@Nullable Pod was, Pod is) {
        if (was == null) {
            tell(Kind.NOTE, "created pod " + name(is));
        }
        if (was != null && Pods.restarts(is) > Pods.restarts(was)) {
            tell(Kind.WARNING, "pod " + name(is) + " was restarted");
        }
        if (Pods.isTerminating(is) && (was == null || !Pods.isTerminating(was))) {
            tell(Kind.NOTE, "pod " + name(is) + " is about to end");
        } else if (Pods.isReady(is) && (was == null || !Pods.isReady(was))) {
            tell(Kind.GOOD, "pod " + name(is) + " is ready");
        } else if (was != null && Pods.isReady(was) && !Pods.isReady(is)) {
            tell(Kind.WARNING, "pod " + name(is) + " is not ready");
        }
    }

    private static List<Pod> allPods(World world) {
        return Stream.concat(world.backends().stream(), world.proxies().stream())
                .toList();
    }

    private static String uid(Pod pod) {
        return pod.getMetadata().getUid();
    }

    private static String name(Pod pod) {
        return pod.getMetadata().getName();
    }

    private void generations() {
        for (Pod proxy : after.proxies()) {
            after.generationOf(proxy)
                    .filter(generation -> !before.generationOf(proxy)
                            .filter(generation::equals)
                            .isPresent())
                    .ifPresent(generation -> tell(Kind.NOTE, name(proxy) + " runs generation " + generation));
        }
    }

    private void endpoints() {
        Map<String, EndpointStatus> was = byKey(before.endpoints(), Changes::address);
        Map<String, String> names = new HashMap<>();
        after.backends().forEach(pod -> Pods.address(pod).ifPresent(address -> names.put(address, name(pod))));
        for (EndpointStatus is : after.endpoints()) {
            EndpointStatus then = was.get(address(is));
            if (then == null || then.state() != is.state() || then.check() != is.check()) {
                String name = names.getOrDefault(is.address(), address(is));
                tell(kind(then, is), name + " is " + state(is));
            }
        }
    }

    /** Another result of a check is nothing by itself: how many there have to be in a row is for the proxy to say. */
    private static Kind kind(@Nullable EndpointStatus then, EndpointStatus is) {
        if (then != null && then.state() == is.state()) {
            return Kind.NOTE;
        }
        return switch (is.state()) {
            case Up -> Kind.GOOD;
            case Down -> Kind.WARNING;
            case Drain, Maintenance -> Kind.NOTE;
        };
    }

    private static String address(EndpointStatus endpoint) {
        return endpoint.address() + ":" + endpoint.port();
    }

    private static String state(EndpointStatus endpoint) {
        String why = Stream.of(endpoint.check(), endpoint.message())
                .filter(Objects::nonNull)
                .map(Object::toString)
                .collect(Collectors.joining(": "));
        return endpoint.state() + (why.isEmpty() ? "" : " (" + why + ")");
    }

    private void conditions() {
        Map<String, Condition> was = byKey(before.conditions(), Condition::getType);
        List<Condition> changed = after.conditions().stream()
                .filter(is -> !Conditions.same(is, was.get(is.getType())))
                .toList();
        Conditions.grouped(changed).forEach(group -> tell(Conditions.kind(group.getFirst()), Conditions.text(group)));
    }

    private void calls() {
        long count = after.calls().failed() - before.calls().failed();
        if (count > 0) {
            tell(
                    Kind.BAD,
                    "%s failed: %s"
                            .formatted(
                                    Texts.count(count, "call"),
                                    after.calls().failures().getLast().failure()));
        }
    }

    private static <T> Map<String, T> byKey(Collection<T> objects, Function<T, String> key) {
        return objects.stream().collect(Collectors.toMap(key, Function.identity(), (first, second) -> second));
    }
}
