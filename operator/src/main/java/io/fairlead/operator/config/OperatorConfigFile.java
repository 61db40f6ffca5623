package io.fairlead.operator.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the operator's configuration from YAML. Unknown and duplicate keys are faults, in Kubernetes' own objects, too. */
public final class OperatorConfigFile {

    private static final Pattern IMAGE = Pattern.compile("[^\\s]{1,1024}");
    private static final String EXPECTED = "the operator's configuration in YAML";

    private static final ObjectMapper YAML = newMapper();

    private OperatorConfigFile() {}

    /** Reads {@code file}. An empty one leaves out everything. */
    public static OperatorConfig read(Path file) throws InvalidOperatorConfigException {
        try {
            return parse(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new InvalidOperatorConfigException("no such file (expected: " + EXPECTED + ")");
        } catch (AccessDeniedException e) {
            throw new InvalidOperatorConfigException("permission denied (expected: a file that may be read)");
        } catch (CharacterCodingException e) {
            throw new InvalidOperatorConfigException("not UTF-8 (expected: " + EXPECTED + ", in UTF-8)");
        } catch (IOException e) {
            throw new InvalidOperatorConfigException(
                    "cannot be read: " + e.getMessage() + " (expected: " + EXPECTED + ")");
        }
    }

    static OperatorConfig parse(String text) throws InvalidOperatorConfigException {
        JsonNode tree = readTree(text);
        if (tree.isMissingNode() || tree.isNull()) {
            return OperatorConfig.EMPTY;
        }
        if (!tree.isObject()) {
            throw new InvalidOperatorConfigException(tree + " (expected: " + EXPECTED + ")");
        }
        try {
            OperatorConfig config = YAML.treeToValue(tree, OperatorConfig.class);
            checkImage(config.proxyOrDefault().image());
            return config;
        } catch (JsonMappingException e) {
            throw new InvalidOperatorConfigException(MappingFault.describe(e, tree));
        } catch (JsonProcessingException e) {
            throw new InvalidOperatorConfigException(e.getOriginalMessage() + " (expected: " + EXPECTED + ")");
        }
    }

    private static JsonNode readTree(String text) throws InvalidOperatorConfigException {
        try (JsonParser parser = YAML.createParser(text)) {
            JsonNode tree = YAML.readTree(parser);
            if (parser.nextToken() != null) {
                throw new InvalidOperatorConfigException("more than one document (expected: one)");
            }
            return tree == null ? YAML.missingNode() : tree;
        } catch (JsonProcessingException e) {
            String problem = e.getOriginalMessage().lines().findFirst().orElse("not YAML");
            throw new InvalidOperatorConfigException("line %d, column %d: %s (expected: YAML, each key once)"
                    .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr(), problem));
        } catch (IOException e) {
            throw new InvalidOperatorConfigException(e.getMessage() + " (expected: " + EXPECTED + ")");
        }
    }

    private static void checkImage(@Nullable String image) throws InvalidOperatorConfigException {
        if (image != null && !IMAGE.matcher(image).matches()) {
            throw new InvalidOperatorConfigException(
                    "proxy.image: '%s' (expected: the name of an image, such as registry.example.com/fairlead/proxy:1.0.0)"
                            .formatted(image));
        }
    }

    /** Kubernetes' objects take any field and keep those that they do not know: here these are faults. */
    private static ObjectMapper newMapper() {
        ObjectMapper mapper = new ObjectMapper(YAMLFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
                .build());
        mapper.setAnnotationIntrospector(new JacksonAnnotationIntrospector() {

            private static final long serialVersionUID = 1L;

            @Override
            public Boolean hasAnySetter(Annotated annotated) {
                return false;
            }
        });
        mapper.coercionConfigFor(LogicalType.Textual)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        return mapper;
    }
}
