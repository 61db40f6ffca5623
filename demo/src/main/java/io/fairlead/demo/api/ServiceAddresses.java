package io.fairlead.demo.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.demo.api.ApiException.Cause;
import io.fairlead.demo.net.AddressRange;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives each Service an address of its own. Which ones are taken is what the Services that are there say: a Service that is deleted
 * gives its own back.
 */
final class ServiceAddresses {

    private static final String CLUSTER_IP = "clusterIP";
    private static final String CLUSTER_IPS = "clusterIPs";
    private static final String NONE = "None";
    private static final ObjectKey SERVICES = new ObjectKey("", "v1", "services", null, null);

    private final ObjectStore store;
    private final AddressRange range;

    /** The last that was given, as its place in the range: addresses are not given again at once. */
    private long last;

    ServiceAddresses(ObjectStore store, AddressRange range) {
        this.store = store;
        this.range = range;
    }

    /**
     * Gives {@code service}, which is new or takes the place of {@code current}, an address, unless it has one or wants none.
     *
     * @throws ApiException where it asks for one that it cannot have
     */
    void assign(ObjectNode service, @Nullable ObjectNode current) {
        ObjectNode spec = Json.child(service, "spec");
        String kept = current == null ? "" : current.at("/spec/clusterIP").asText();
        if (spec.path("type").asText().equals("ExternalName")) {
            spec.remove(List.of(CLUSTER_IP, CLUSTER_IPS));
            return;
        }
        String asked = asked(spec);
        String address = asked.isEmpty() ? kept : asked;
        if (!kept.isEmpty() && !address.equals(kept)) {
            throw invalid(service, address, "may not change once set");
        }
        if (address.isEmpty()) {
            address = next(service);
        } else if (kept.isEmpty() && !address.equals(NONE)) {
            check(service, address);
        }
        spec.put(CLUSTER_IP, address);
        spec.set(CLUSTER_IPS, spec.arrayNode().add(address));
    }

    private static String asked(ObjectNode spec) {
        String address = spec.path(CLUSTER_IP).asText();
        return address.isEmpty() && spec.path(CLUSTER_IPS) instanceof ArrayNode addresses && !addresses.isEmpty()
                ? addresses.get(0).asText()
                : address;
    }

    private void check(ObjectNode service, String address) {
        if (!range.contains(address)) {
            throw invalid(
                    service,
                    address,
                    "failed to allocate IP %s: the provided IP is not in the valid range. The range of valid IPs is %s"
                            .formatted(address, range));
        }
        if (taken().contains(address)) {
            throw invalid(
                    service, address, "failed to allocate IP %s: provided IP is already allocated".formatted(address));
        }
    }

    private String next(ObjectNode service) {
        Set<String> taken = taken();
        for (long tried = 0; tried < range.size(); tried++) {
            last = last % range.size() + 1;
            String address = range.address(last);
            if (!taken.contains(address)) {
                return address;
            }
        }
        throw invalid(service, "\"\"", "failed to allocate a serviceIP: range is full");
    }

    private Set<String> taken() {
        Set<String> taken = new HashSet<>();
        for (JsonNode service : store.list(SERVICES)) {
            taken.add(service.at("/spec/clusterIP").asText());
        }
        return taken;
    }

    private static ApiException invalid(ObjectNode service, String address, String why) {
        return ApiException.invalid(
                "Service",
                SERVICES.named(Metadata.of(service).name()).ref(),
                List.of(Cause.invalid("spec.clusterIPs", "[\"%s\"]".formatted(address), why)));
    }
}
