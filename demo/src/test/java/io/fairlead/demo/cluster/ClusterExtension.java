package io.fairlead.demo.cluster;

import io.fairlead.demo.testing.Kubectl;
import java.util.Locale;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the {@link Cluster}, one for all test classes, which ends when all have run; and each class a namespace, in which
 * nothing runs any more when the class ends.
 */
final class ClusterExtension implements ExecutionCondition, ParameterResolver, AfterAllCallback {

    private static final String CLASS_SUFFIX = "ClusterTest";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return Kubectl.program().isPresent()
                ? ConditionEvaluationResult.enabled("there is a kubectl")
                : ConditionEvaluationResult.disabled(Kubectl.NONE);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Cluster.class || type == TestNamespace.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Cluster.class ? cluster(context) : namespace(context);
    }

    private static Cluster cluster(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.GLOBAL)
                .computeIfAbsent(Cluster.class, type -> start(), Cluster.class);
    }

    private static Cluster start() {
        try {
            return Cluster.start();
        } catch (Exception e) {
            throw new ExtensionConfigurationException("there is no cluster: " + e.getMessage(), e);
        }
    }

    private static TestNamespace namespace(ExtensionContext context) {
        Cluster cluster = cluster(context);
        return ofClass(context)
                .computeIfAbsent(
                        TestNamespace.class,
                        type -> cluster.namespace(prefix(context.getRequiredTestClass())),
                        TestNamespace.class);
    }

    private static Store ofClass(ExtensionContext context) {
        return context.getStore(Namespace.create(ClusterExtension.class, context.getRequiredTestClass()));
    }

    private static String prefix(Class<?> test) {
        return test.getSimpleName().replace(CLASS_SUFFIX, "").toLowerCase(Locale.ROOT);
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        TestNamespace namespace = ofClass(context).get(TestNamespace.class, TestNamespace.class);
        if (namespace != null) {
            namespace.end();
        }
        cluster(context).assertNothingWasRefused();
    }
}
