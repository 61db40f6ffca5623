package io.fairlead.convert;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.comments.CommentLine;
import org.yaml.snakeyaml.comments.CommentType;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.representer.Representer;

/** Writes a load balancer in YAML, with the line that each field is from in a comment. */
final class YamlWriter {

    private static final int LONGEST_COMMENT = 120;
    private static final ObjectMapper MAPPER =
            new ObjectMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

    private final Origins origins;

    /** What the last comment tells of: it goes without saying of what follows. */
    private @Nullable Directive said;

    private YamlWriter(Origins origins) {
        this.origins = origins;
    }

    /** Returns the text of {@code loadBalancer}. */
    static String write(Converted<LoadBalancer> loadBalancer) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setProcessComments(true);
        options.setSplitLines(false);
        Node root = new Representer(options).represent(tree(loadBalancer.value()));
        new YamlWriter(loadBalancer.origins()).comment(root, "");
        StringWriter text = new StringWriter();
        new Yaml(options).serialize(root, text);
        return text.toString();
    }

    private static Map<String, Object> tree(LoadBalancer loadBalancer) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("apiVersion", HasMetadata.getApiVersion(GrpcLoadBalancer.class));
        tree.put("kind", HasMetadata.getKind(GrpcLoadBalancer.class));
        tree.put("metadata", Map.of("name", loadBalancer.name()));
        tree.put(
                "spec",
                MAPPER.convertValue(loadBalancer.spec(), new TypeReference<LinkedHashMap<String, Object>>() {}));
        return tree;
    }

    private void comment(Node node, String path) {
        switch (node) {
            case MappingNode mapping
            when !mapping.getValue().isEmpty() -> {
                for (NodeTuple field : mapping.getValue()) {
                    String name = ((ScalarNode) field.getKeyNode()).getValue();
                    comment(field.getValueNode(), path.isEmpty() ? name : path + "." + name);
                }
            }
            case SequenceNode list -> {
                for (int i = 0; i < list.getValue().size(); i++) {
                    comment(list.getValue().get(i), path + "[" + i + "]");
                }
            }
            default -> commentValue(node, path);
        }
    }

    private void commentValue(Node value, String path) {
        Directive origin = originOf(path);
        if (origin != null && !origin.equals(said)) {
            value.setInLineComments(List.of(new CommentLine(null, null, " " + text(origin), CommentType.IN_LINE)));
        }
        if (origin != null) {
            said = origin;
        }
    }

    /** An item of a list is from where the list is, if nothing else is known. */
    private @Nullable Directive originOf(String path) {
        Directive origin = origins.of(path);
        String whole = path;
        while (origin == null && whole.endsWith("]")) {
            whole = whole.substring(0, whole.lastIndexOf('['));
            origin = origins.of(whole);
        }
        return origin;
    }

    private static String text(Directive origin) {
        String line = origin.toString().replaceAll("[^\\x20-\\x7e]", "?");
        String cut = line.length() > LONGEST_COMMENT ? line.substring(0, LONGEST_COMMENT) + "..." : line;
        return origin.line() + ": " + cut;
    }
}
