package io.fairlead.proxy.rpc;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What is counted of the RPCs, and other requests, from one listener to one backend. Any thread may use it. */
final class RouteCounts {

    private static final int HTTP_STATUSES = 1000;

    private final Map<MethodName, MethodCounts> methods = new ConcurrentHashMap<>();
    private final StatusCounts requests = new StatusCounts(HTTP_STATUSES);

    /** Counts an RPC. */
    void add(MethodName name, RpcRecord rpc) {
        method(name).add(rpc);
    }

    /** Counts a request that is not gRPC. */
    void addRequest(RpcRecord request) {
        requests.increment(request.httpStatus());
    }

    /** Has counters of those alone that are in {@code names}. */
    void keep(Set<MethodName> names) {
        methods.keySet().retainAll(names);
    }

    /** Has counters of {@code names} and of what has none of its own, which begin at 0. */
    void begin(Set<MethodName> names) {
        method(MethodName.OTHER);
        names.forEach(this::method);
    }

    private MethodCounts method(MethodName name) {
        MethodCounts known = methods.get(name);
        return known == null ? methods.computeIfAbsent(name, absent -> new MethodCounts()) : known;
    }

    Map<MethodName, MethodCounts> methods() {
        return methods;
    }

    StatusCounts requests() {
        return requests;
    }
}
