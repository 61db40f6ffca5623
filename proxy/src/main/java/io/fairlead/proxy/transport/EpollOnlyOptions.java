package io.fairlead.proxy.transport;

import io.fairlead.api.v1alpha1.DataPath;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerSpec;
import io.fairlead.api.v1alpha1.Listener;
import io.fairlead.api.v1alpha1.ManagedProxy;
import io.fairlead.api.v1alpha1.TcpOptions;
import java.util.ArrayList;
import java.util.List;

/** What only epoll can do. */
public final class EpollOnlyOptions {

    private EpollOnlyOptions() {}

    /** Returns the paths of those that {@code spec} asks for: {@code spec.listeners[0].deferAccept}. */
    public static List<String> in(GrpcLoadBalancerSpec spec) {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < spec.listeners().size(); i++) {
            Listener listener = spec.listeners().get(i);
            String path = "spec.listeners[" + i + "]";
            if (listener.deferAcceptOrDefault()) {
                fields.add(path + ".deferAccept");
            }
            addUserTimeout(path, listener.tcpOrDefault(), fields);
        }
        for (int i = 0; i < spec.backends().size(); i++) {
            addUserTimeout("spec.backends[" + i + "]", spec.backends().get(i).tcpOrDefault(), fields);
        }
        ManagedProxy proxy = spec.proxyOrDefault();
        if (proxy.dataPathOrDefault() == DataPath.Splice) {
            fields.add("spec.proxy.dataPath");
        }
        return fields;
    }

    private static void addUserTimeout(String path, TcpOptions options, List<String> fields) {
        if (options.userTimeout() != null) {
            fields.add(path + ".tcp.userTimeout");
        }
    }
}
