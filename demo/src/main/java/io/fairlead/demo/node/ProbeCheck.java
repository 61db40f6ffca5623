package io.fairlead.demo.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** One look at a container. */
interface ProbeCheck {

    /** Whether the container passes; it waits no longer than the probe's timeout. */
    boolean passes() throws InterruptedException;

    /**
     * Returns the check that a probe of this container asks for.
     *
     * @throws ContainerConfigException where it is neither httpGet nor tcpSocket, or names a port that the container has not
     */
    static ProbeCheck of(Probe probe, Container container, String podIp, HttpClient http)
            throws ContainerConfigException {
        Duration timeout = ProbeSettings.of(probe).timeout();
        HTTPGetAction get = probe.getHttpGet();
        if (get != null && !"HTTPS".equals(get.getScheme())) {
            String host = get.getHost() == null ? podIp : get.getHost();
            String path = get.getPath() == null ? "/" : get.getPath();
            URI uri = URI.create("http://" + host + ":" + port(get.getPort(), container) + path);
            return () -> answers(http, uri, timeout);
        }
        if (probe.getTcpSocket() != null) {
            int port = port(probe.getTcpSocket().getPort(), container);
            return () -> accepts(new InetSocketAddress(podIp, port), timeout);
        }
        throw new ContainerConfigException(
                "probe of container " + container.getName() + " (expected: httpGet by HTTP, or tcpSocket)");
    }

    private static int port(IntOrString port, Container container) throws ContainerConfigException {
        Integer number = port.getIntVal();
        if (number != null) {
            return number;
        }
        return container.getPorts().stream()
                .filter(named -> port.getStrVal().equals(named.getName()))
                .map(ContainerPort::getContainerPort)
                .findFirst()
                .orElseThrow(() -> new ContainerConfigException("probe of container " + container.getName() + ": port "
                        + port.getStrVal() + " (expected: one of the container's ports)"));
    }

    private static boolean answers(HttpClient http, URI uri, Duration timeout) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .timeout(timeout)
                    .header("User-Agent", "kube-probe/fairlead")
                    .build();
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status >= 200 && status < 400;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean accepts(InetSocketAddress address, Duration timeout) {
        try (Socket socket = new Socket()) {
            socket.connect(address, (int) timeout.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
