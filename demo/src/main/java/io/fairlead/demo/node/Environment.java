package io.fairlead.demo.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.LinkedHashMap;
import java.util.Map;

/** The variables that a container asks for. */
final class Environment {

    private Environment() {}

    /**
     * Returns them by name: values, and fields of the pod.
     *
     * @throws ContainerConfigException where one comes from elsewhere
     */
    static Map<String, String> of(Pod pod, Container container, String podIp, MountedPaths paths)
            throws ContainerConfigException {
        if (!container.getEnvFrom().isEmpty()) {
            throw new ContainerConfigException("envFrom (expected: env with value or fieldRef)");
        }
        Map<String, String> environment = new LinkedHashMap<>();
        for (EnvVar variable : container.getEnv()) {
            EnvVarSource source = variable.getValueFrom();
            String value = source == null ? variable.getValue() : field(pod, variable.getName(), source, podIp);
            environment.put(variable.getName(), paths.rewrite(value == null ? "" : value));
        }
        return environment;
    }

    private static String field(Pod pod, String name, EnvVarSource source, String podIp)
            throws ContainerConfigException {
        String path = source.getFieldRef() == null ? "" : source.getFieldRef().getFieldPath();
        return switch (path) {
            case "metadata.name" -> pod.getMetadata().getName();
            case "metadata.namespace" -> pod.getMetadata().getNamespace();
            case "metadata.uid" -> pod.getMetadata().getUid();
            case "spec.nodeName" -> pod.getSpec().getNodeName();
            case "status.podIP" -> podIp;
            default ->
                throw new ContainerConfigException(
                        "env " + name + ": " + source
                                + " (expected: fieldRef metadata.name, metadata.namespace, metadata.uid, spec.nodeName or status.podIP)");
        };
    }
}
