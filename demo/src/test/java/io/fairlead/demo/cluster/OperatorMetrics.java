package io.fairlead.demo.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the operator's pods count of their requests to the API. */
final class OperatorMetrics {

    private static final int HTTP_PORT = 8080;
    private static final Pattern REQUESTS =
            Pattern.compile("^fairlead_operator_api_requests_total\\{(.*)} ([0-9.E]+)$", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    private final KubernetesClient client;

    OperatorMetrics(KubernetesClient client) {
        this.client = client;
    }

    /** Returns the requests so far, of all operators. */
    List<ApiRequests> requests() throws IOException, InterruptedException {
        List<ApiRequests> found = new ArrayList<>();
        for (Pod operator : client.pods()
                .inNamespace(RealCluster.OPERATOR_NAMESPACE)
                .withLabel("app.kubernetes.io/name", "fairlead-operator")
                .list()
                .getItems()) {
            String metrics = Http.get(operator.getStatus().getPodIP(), HTTP_PORT, "/metrics");
            REQUESTS.matcher(metrics)
                    .results()
                    .map(line -> requests(line.group(1), Double.parseDouble(line.group(2))))
                    .forEach(found::add);
        }
        return found;
    }

    private static ApiRequests requests(String labels, double count) {
        String verb = "";
        String resource = "";
        String code = "";
        Matcher label = LABEL.matcher(labels);
        while (label.find()) {
            switch (label.group(1)) {
                case "verb" -> verb = label.group(2);
                case "resource" -> resource = label.group(2);
                case "code" -> code = label.group(2);
                default -> {}
            }
        }
        return new ApiRequests(verb, resource, code, count);
    }
}
