package io.fairlead.api.v1alpha1;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** What the Javadoc in a folder of sources says of types, record components and enum constants, as sentences in which code stands in backquotes. */
final class Javadoc {

    /** Keyed by the type's simple name, or by that, a dot and the component's or constant's name. */
    private final Map<String, String> sentences;

    private Javadoc(Map<String, String> sentences) {
        this.sentences = sentences;
    }

    static Javadoc read(Path folder) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (Stream<Path> files = Files.list(folder);
                var manager = compiler.getStandardFileManager(null, null, null)) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            JavacTask task = (JavacTask)
                    compiler.getTask(null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(sources));
            Scanner scanner = new Scanner(DocTrees.instance(task));
            for (CompilationUnitTree unit : task.parse()) {
                scanner.scan(unit, null);
            }
            return new Javadoc(scanner.sentences);
        }
    }

    String of(Class<?> type) {
        return get(type.getSimpleName());
    }

    String of(RecordComponent component) {
        return get(component.getDeclaringRecord().getSimpleName() + "." + component.getName());
    }

    String of(Enum<?> constant) {
        return get(constant.getDeclaringClass().getSimpleName() + "." + constant.name());
    }

    private String get(String key) {
        String sentence = sentences.get(key);
        if (sentence == null) {
            throw new IllegalStateException("No Javadoc for " + key);
        }
        return sentence;
    }

    private static final class Scanner extends TreePathScanner<@Nullable Void, @Nullable String> {

        private final Map<String, String> sentences = new HashMap<>();
        private final DocTrees trees;

        Scanner(DocTrees trees) {
            this.trees = trees;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable String outer) {
            String name = type.getSimpleName().toString();
            DocCommentTree comment = trees.getDocCommentTree(getCurrentPath());
            if (comment != null) {
                sentences.put(name, sentence(comment.getFullBody()));
                for (DocTree tag : comment.getBlockTags()) {
                    if (tag instanceof ParamTree param) {
                        sentences.put(name + "." + param.getName(), sentence(param.getDescription()));
                    }
                }
            }
            return super.visitClass(type, name);
        }

        @Override
        public @Nullable Void visitVariable(VariableTree variable, @Nullable String type) {
            DocCommentTree comment = trees.getDocCommentTree(getCurrentPath());
            if (comment != null) {
                sentences.put(type + "." + variable.getName(), sentence(comment.getFullBody()));
            }
            return super.visitVariable(variable, type);
        }

        private static String sentence(List<? extends DocTree> text) {
            String plain = text.stream()
                    .map(DocTree::toString)
                    .collect(Collectors.joining())
                    .replaceAll("\\{@code ([^}]*)}", "`$1`")
                    .replaceAll("\\{@link (?:\\w*#)?(\\w+)}", "`$1`")
                    .replaceAll("\\s+", " ");
            return Character.toUpperCase(plain.charAt(0)) + plain.substring(1) + (plain.endsWith(".") ? "" : ".");
        }
    }
}
