package io.fairlead.proxy.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a GrpcLoadBalancer from the text of a file or a ConfigMap, strictly: against the CustomResourceDefinition's schema and rules, with
 * no unknown field and no key twice. Not for more than one thread at a time.
 */
public final class ConfigParser {

    /** Each is a line in the log, and they stand in the status. */
    private static final int MAX_FAULTS = 100;

    private final boolean services;

    /** {@code null} for what users write. */
    private final @Nullable Integer adminPort;

    private final ConfigBinder binder = new ConfigBinder();
    private final ConfigSchema schema = ConfigSchema.load();
    private final CelExpressions expressions = new CelExpressions();

    private ConfigParser(boolean services, @Nullable Integer adminPort) {
        this.services = services;
        this.adminPort = adminPort;
    }

    /** Creates a parser of what users write; {@code services}: whether backends may name Services. */
    public static ConfigParser ofFile(boolean services) {
        return new ConfigParser(services, null);
    }

    /**
     * Creates a parser of what the operator writes for its proxies. It has to say its uid and generation; the address of a listener is
     * ignored, for in a pod it is always all, and its port may not be that of the admin port.
     */
    public static ConfigParser ofConfigMap(int adminPort) {
        return new ConfigParser(true, adminPort);
    }

    /**
     * Returns the load balancer that {@code text} describes; a status in it is ignored.
     *
     * @throws InvalidConfigException where it describes none; says all that is wrong, unless what is wrong hides the rest or is very much
     */
    public GrpcLoadBalancer parse(String text) throws InvalidConfigException {
        ObjectNode resource = YamlReader.read(text);
        check(typeFaults(resource));
        resource.remove("status");
        check(contentFaults(resource));
        if (adminPort != null) {
            check(ManagedRules.versionFaults(resource));
            ManagedRules.removeAddresses(resource);
        }
        GrpcLoadBalancer loadBalancer = bind(resource);
        check(proxyFaults(loadBalancer.getSpec()));
        return loadBalancer;
    }

    private static List<String> typeFaults(ObjectNode resource) {
        List<String> faults = new ArrayList<>();
        expect(resource, "apiVersion", HasMetadata.getApiVersion(GrpcLoadBalancer.class), faults);
        expect(resource, "kind", HasMetadata.getKind(GrpcLoadBalancer.class), faults);
        return faults;
    }

    private static void expect(ObjectNode resource, String field, String expected, List<String> faults) {
        JsonNode value = resource.path(field);
        if (!value.asText().equals(expected)) {
            String found = value.isMissingNode() ? "missing" : ValueText.of(value);
            faults.add(FieldPath.ROOT.field(field).fault(found, expected));
        }
    }

    private List<String> contentFaults(ObjectNode resource) {
        List<String> faults = new ArrayList<>(schema.faults(resource));
        if (hasListThatIsTooLong(resource)) {
            return faults;
        }
        UniqueKeys keys = new UniqueKeys();
        CelRules rules = new CelRules(expressions);
        SchemaWalk.walk(resource, schema.root(), keys);
        SchemaWalk.walk(resource, schema.root(), rules);
        faults.addAll(keys.faults());
        faults.addAll(rules.faults());
        return faults.isEmpty() ? rules.unanswered() : faults;
    }

    /** Rules compare each item with each other one: they are bounded by the length that the schema allows. */
    private boolean hasListThatIsTooLong(ObjectNode resource) {
        List<FieldPath> found = new ArrayList<>();
        SchemaWalk.walk(resource, schema.root(), (path, value, described) -> {
            if (described.has("maxItems")
                    && value.size() > described.get("maxItems").asInt()) {
                found.add(path);
            }
        });
        return !found.isEmpty();
    }

    private List<String> proxyFaults(GrpcLoadBalancerSpec spec) {
        List<String> faults = new ArrayList<>(AddressRules.faults(spec));
        faults.addAll(OverrideRules.serverFaults(spec));
        if (!services) {
            faults.addAll(StandaloneRules.serviceFaults(spec));
        }
        if (adminPort != null) {
            faults.addAll(ManagedRules.portFaults(spec, adminPort));
        }
        return faults;
    }

    private GrpcLoadBalancer bind(ObjectNode resource) throws InvalidConfigException {
        try {
            return binder.bind(resource);
        } catch (JsonProcessingException e) {
            throw new InvalidConfigException(e.getOriginalMessage());
        }
    }

    private static void check(List<String> faults) throws InvalidConfigException {
        if (faults.size() > MAX_FAULTS) {
            List<String> first = new ArrayList<>(faults.subList(0, MAX_FAULTS));
            first.add("and %d more faults".formatted(faults.size() - MAX_FAULTS));
            throw new InvalidConfigException(first);
        }
        if (!faults.isEmpty()) {
            throw new InvalidConfigException(faults);
        }
    }
}
