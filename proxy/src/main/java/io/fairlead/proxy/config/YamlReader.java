package io.fairlead.proxy.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads YAML that holds one object, each of its keys once. It may have {@value #MAX_VALUES} keys and values, as written and again with
 * its aliases followed: what is refused must not take the memory that the proxy runs in.
 */
final class YamlReader {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MAX_DEPTH = 50;
    private static final int MAX_ALIASES = 20;
    private static final int MAX_VALUES = 100_000;

    private int values;

    private YamlReader() {}

    static ObjectNode read(String text) throws InvalidConfigException {
        return new YamlReader().readObject(text);
    }

    private ObjectNode readObject(String text) throws InvalidConfigException {
        try {
            checkSize(text);
            Object document = yaml().load(text);
            if (document == null) {
                throw new InvalidConfigException("empty (expected: a GrpcLoadBalancer in YAML)");
            }
            JsonNode json = json(document, 0);
            if (json instanceof ObjectNode object) {
                return object;
            }
            throw new InvalidConfigException(ValueText.of(json) + " (expected: a GrpcLoadBalancer in YAML)");
        } catch (MarkedYAMLException e) {
            throw new InvalidConfigException(line(e));
        } catch (YAMLException e) {
            throw new InvalidConfigException(ValueText.of(String.valueOf(e.getMessage())) + " (expected: YAML)");
        } catch (IllegalArgumentException | ClassCastException e) {
            throw new InvalidConfigException("a value that is not of the type that its tag says (expected: YAML)");
        }
    }

    /** The events come one by one: nothing is built yet. Each takes the longer the deeper it is. */
    private static void checkSize(String text) throws InvalidConfigException {
        int nodes = 0;
        int depth = 0;
        for (Event event : yaml().parse(new StringReader(text))) {
            if (event instanceof NodeEvent) {
                nodes++;
                checkCount(nodes);
            }
            if (event instanceof CollectionStartEvent) {
                checkDepth(depth);
                depth++;
            } else if (event instanceof CollectionEndEvent) {
                depth--;
            }
        }
    }

    private static void checkDepth(int depth) {
        if (depth > MAX_DEPTH) {
            throw new YAMLException("nested more than %d levels deep".formatted(MAX_DEPTH));
        }
    }

    private static void checkCount(int count) throws InvalidConfigException {
        if (count > MAX_VALUES) {
            throw new InvalidConfigException(
                    "more than %d keys and values (expected: a GrpcLoadBalancer in YAML)".formatted(MAX_VALUES));
        }
    }

    private static Yaml yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(MAX_ALIASES);
        DumperOptions unused = new DumperOptions();
        return new Yaml(new SafeConstructor(options), new Representer(unused), unused, options, new JsonTypes());
    }

    private static String line(MarkedYAMLException e) {
        Mark mark = e.getProblemMark();
        String problem = e.getProblem().replaceAll("\\s+", " ").replaceFirst("^but ", "");
        return "line %d, column %d: %s (expected: %s)"
                .formatted(mark.getLine() + 1, mark.getColumn() + 1, problem, expectation(problem));
    }

    private static String expectation(String problem) {
        if (problem.contains("duplicate key")) {
            return "each key once";
        }
        return problem.contains("another document") ? "one document" : "YAML";
    }

    /** Aliases can make a value contain itself: the depth is bounded. */
    private JsonNode json(@Nullable Object value, int depth) throws InvalidConfigException {
        values++;
        checkCount(values);
        checkDepth(depth);
        return switch (value) {
            case null -> NODES.nullNode();
            case Map<?, ?> map -> {
                ObjectNode object = NODES.objectNode();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    object.set(String.valueOf(entry.getKey()), json(entry.getValue(), depth + 1));
                }
                yield object;
            }
            case List<?> list -> {
                ArrayNode array = NODES.arrayNode();
                for (Object item : list) {
                    array.add(json(item, depth + 1));
                }
                yield array;
            }
            case Boolean bool -> NODES.booleanNode(bool);
            case Integer number -> NODES.numberNode(number);
            case Long number -> NODES.numberNode(number);
            case BigInteger number -> NODES.numberNode(number);
            case Double number -> NODES.numberNode(number);
            default -> NODES.textNode(value.toString());
        };
    }

    /** YAML's implicit types but for those that JSON lacks: a date without quotes is text, as it is for Kubernetes. */
    private static final class JsonTypes extends Resolver {

        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.BOOL, BOOL, "yYnNtTfFoO");
            addImplicitResolver(Tag.INT, INT, "-+0123456789");
            addImplicitResolver(Tag.FLOAT, FLOAT, "-+0123456789.");
            addImplicitResolver(Tag.MERGE, MERGE, "<");
            addImplicitResolver(Tag.NULL, NULL, "~nN\0");
            addImplicitResolver(Tag.NULL, EMPTY, null);
        }
    }
}
