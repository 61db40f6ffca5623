package io.fairlead.demo.api.table;

import static io.fairlead.demo.api.table.Texts.elements;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is shown of Services and of the endpoints behind them. */
final class ServiceColumns {

    static final List<Column> SERVICE = List.of(
            Column.NAME,
            Column.text("Type", service -> service.at("/spec/type").asText()),
            Column.text("Cluster-IP", service -> Texts.or(service.at("/spec/clusterIP"), "<none>")),
            Column.text("External-IP", ServiceColumns::external),
            Column.text("Port(s)", ServiceColumns::ports),
            Column.AGE,
            Column.text("Selector", service -> Texts.labels(service.at("/spec/selector")))
                    .wide());

    static final List<Column> ENDPOINTS = List.of(
            Column.NAME,
            Column.text(
                    "Endpoints",
                    endpoints -> endpoints.path("subsets").isEmpty()
                            ? "<none>"
                            : Texts.few(elements(endpoints.path("subsets"))
                                    .flatMap(ServiceColumns::addresses)
                                    .toList())),
            Column.AGE);

    static final List<Column> ENDPOINT_SLICE = List.of(
            Column.NAME,
            Column.text("AddressType", slice -> slice.path("addressType").asText()),
            Column.text(
                    "Ports",
                    slice -> fewOrUnset(elements(slice.path("ports"))
                            .map(port -> Texts.or(port.path("port"), Texts.or(port.path("name"), "*"))))),
            Column.text(
                    "Endpoints",
                    slice -> fewOrUnset(elements(slice.path("endpoints"))
                            .flatMap(endpoint -> elements(endpoint.path("addresses")))
                            .map(JsonNode::asText))),
            Column.AGE);

    private ServiceColumns() {}

    private static String external(JsonNode service) {
        String own = joined(elements(service.at("/spec/externalIPs")).map(JsonNode::asText));
        return switch (service.at("/spec/type").asText()) {
            case "ExternalName" -> service.at("/spec/externalName").asText();
            case "LoadBalancer" -> {
                String balanced = joined(elements(service.at("/status/loadBalancer/ingress"))
                        .map(ingress -> Texts.or(
                                ingress.path("ip"), ingress.path("hostname").asText())));
                String all = joined(Stream.of(own, balanced).filter(each -> !each.isEmpty()));
                yield all.isEmpty() ? "<pending>" : all;
            }
            default -> Texts.orNone(own);
        };
    }

    private static String ports(JsonNode service) {
        return Texts.orNone(joined(elements(service.at("/spec/ports")).map(ServiceColumns::port)));
    }

    private static String port(JsonNode port) {
        String number = port.path("port").asText();
        String nodePort = port.path("nodePort").asInt() == 0
                ? ""
                : ":" + port.path("nodePort").asInt();
        return number + nodePort + "/" + Texts.or(port.path("protocol"), "TCP");
    }

    private static Stream<String> addresses(JsonNode subset) {
        JsonNode addresses = subset.path("addresses");
        if (subset.path("ports").isEmpty()) {
            return elements(addresses).map(address -> address.path("ip").asText());
        }
        return elements(subset.path("ports"))
                .flatMap(port -> elements(addresses)
                        .map(address -> hostPort(
                                address.path("ip").asText(), port.path("port").asInt())));
    }

    private static String hostPort(String host, int port) {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private static String fewOrUnset(Stream<String> words) {
        String few = Texts.few(words.toList());
        return few.isEmpty() ? "<unset>" : few;
    }

    private static String joined(Stream<String> words) {
        return words.collect(Collectors.joining(","));
    }
}
