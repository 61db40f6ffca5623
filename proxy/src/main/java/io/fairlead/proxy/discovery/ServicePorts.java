package io.fairlead.proxy.discovery;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The ports of a Service. Its endpoints know them by name alone; a port without a name has the name {@code ""} here. */
final class ServicePorts {

    private static final String TCP = "TCP";

    private ServicePorts() {}

    /** Returns the name of the TCP port that {@code wanted} names, or whose number it is; nothing where there is none. */
    static Optional<String> name(Service service, IntOrString wanted) {
        return service.getSpec().getPorts().stream()
                .filter(port -> isTcp(port.getProtocol()) && isThat(port, wanted))
                .map(port -> orEmpty(port.getName()))
                .findFirst();
    }

    private static boolean isThat(ServicePort port, IntOrString wanted) {
        return wanted.getIntVal() == null
                ? orEmpty(port.getName()).equals(wanted.getStrVal())
                : wanted.getIntVal().equals(port.getPort());
    }

    /** Whether {@code port} of some endpoints is the TCP port of that name. */
    static boolean isThat(@Nullable String port, @Nullable String protocol, String wanted) {
        return isTcp(protocol) && orEmpty(port).equals(wanted);
    }

    private static boolean isTcp(@Nullable String protocol) {
        return protocol == null || protocol.equals(TCP);
    }

    private static String orEmpty(@Nullable String name) {
        return name == null ? "" : name;
    }
}
