package io.fairlead.demo.api.table;

import io.fairlead.demo.api.discovery.ResourceType;
import java.util.List;

/** What is shown of the built-in kinds. */
final class BuiltInColumns {

    private static final List<Column> CONFIG_MAP = List.of(
            Column.NAME,
            Column.number(
                    "Data",
                    map -> map.path("data").size() + map.path("binaryData").size()),
            Column.AGE);
    private static final List<Column> SECRET = List.of(
            Column.NAME,
            Column.text("Type", secret -> secret.path("type").asText()),
            Column.number("Data", secret -> secret.path("data").size()),
            Column.AGE);
    private static final List<Column> NAMESPACE = List.of(
            Column.NAME,
            Column.text("Status", namespace -> namespace.at("/status/phase").asText()),
            Column.AGE);
    private static final List<Column> SERVICE_ACCOUNT = List.of(
            Column.NAME,
            Column.number("Secrets", account -> account.path("secrets").size()),
            Column.AGE);
    private static final List<Column> LEASE = List.of(
            Column.NAME,
            Column.text("Holder", lease -> lease.at("/spec/holderIdentity").asText()),
            Column.AGE);
    private static final List<Column> OTHER = List.of(Column.NAME, Column.AGE);

    private BuiltInColumns() {}

    static List<Column> of(ResourceType type) {
        return switch (type.plural()) {
            case "pods" -> PodColumns.ALL;
            case "deployments" -> WorkloadColumns.DEPLOYMENT;
            case "replicasets" -> WorkloadColumns.REPLICA_SET;
            case "poddisruptionbudgets" -> WorkloadColumns.DISRUPTION_BUDGET;
            case "services" -> ServiceColumns.SERVICE;
            case "endpoints" -> ServiceColumns.ENDPOINTS;
            case "endpointslices" -> ServiceColumns.ENDPOINT_SLICE;
            case "nodes" -> NodeColumns.ALL;
            case "events" -> EventColumns.ALL;
            case "roles", "clusterroles", "customresourcedefinitions" -> RoleColumns.ROLE;
            case "rolebindings", "clusterrolebindings" -> RoleColumns.BINDING;
            case "configmaps" -> CONFIG_MAP;
            case "secrets" -> SECRET;
            case "namespaces" -> NAMESPACE;
            case "serviceaccounts" -> SERVICE_ACCOUNT;
            case "leases" -> LEASE;
            default -> OTHER;
        };
    }
}
