package io.fairlead.operator.dependent;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.Sysctl;
import io.fairlead.api.v1alpha1.ComputeResources;
import io.fairlead.api.v1alpha1.Drain;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.ManagedNames;
import io.fairlead.api.v1alpha1.ResourceAmounts;
import io.fairlead.operator.config.ProxyPods;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pod that runs the proxy. Nothing of the listeners and backends stands in it, so that a change of them restarts no pod. Fields that the API server
 * would fill in are written where it counts them as the operator's own; there are none that Kubernetes 1.20 does not know.
 */
final class PodTemplate {

    private static final int ADMIN_PORT = 8404;
    private static final String ADMIN = "admin";
    private static final String CONFIG = "config";
    private static final String TMP = "tmp";
    private static final String CONFIG_FOLDER = "/etc/fairlead";

    /** Lets a process without privileges bind ports below 1024, such as a listener may be given at any time. */
    private static final String PORT_SYSCTL = "net.ipv4.ip_unprivileged_port_start";

    private static final int READ_ALL = 0644;

    /** Of the native library and what the JVM keeps of itself; a limit is also what makes an empty folder something to own. */
    private static final Quantity TMP_SIZE = new Quantity("256Mi");

    /** What a proxy may need over its drain to stop. */
    private static final Duration SPARE = Duration.ofSeconds(10);

    private PodTemplate() {}

    static PodTemplateSpec of(GrpcLoadBalancer resource, ProxyPods pods) {
        String name = ManagedNames.owned(resource);
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(OwnedMetadata.labels(resource))
                .endMetadata()
                .withNewSpec()
                .withServiceAccountName(name)
                .withAutomountServiceAccountToken(true)
                .withEnableServiceLinks(false)
                .withRestartPolicy("Always")
                .withDnsPolicy("ClusterFirst")
                .withTerminationGracePeriodSeconds(
                        graceSeconds(resource.getSpec().drainOrDefault()))
                .withImagePullSecrets(pods.imagePullSecretsOrNone())
                .withSecurityContext(securityContext(pods))
                .withContainers(container(resource, pods))
                .addNewVolume()
                .withName(CONFIG)
                .withNewConfigMap()
                .withName(name)
                .withDefaultMode(READ_ALL)
                .endConfigMap()
                .endVolume()
                .addNewVolume()
                .withName(TMP)
                .withNewEmptyDir()
                .withSizeLimit(TMP_SIZE)
                .endEmptyDir()
                .endVolume()
                .addNewTopologySpreadConstraint()
                .withMaxSkew(1)
                .withTopologyKey("kubernetes.io/hostname")
                .withWhenUnsatisfiable("ScheduleAnyway")
                .withNewLabelSelector()
                .withMatchLabels(OwnedMetadata.selector(resource))
                .endLabelSelector()
                .endTopologySpreadConstraint()
                .endSpec()
                .build();
    }

    private static Container container(GrpcLoadBalancer resource, ProxyPods pods) {
        return new ContainerBuilder()
                .withName("proxy")
                .withImage(pods.imageOrDefault())
                .withImagePullPolicy(pods.imagePullPolicyOrDefault().name())
                .withArgs(
                        "proxy",
                        "--config-map",
                        ManagedNames.owned(resource),
                        "--file",
                        CONFIG_FOLDER + "/" + ManagedNames.CONFIG_KEY,
                        "--admin",
                        ":" + ADMIN_PORT)
                .withEnv(
                        env("POD_NAME", "metadata.name"),
                        env("POD_NAMESPACE", "metadata.namespace"),
                        env("POD_UID", "metadata.uid"))
                .addNewPort()
                .withName(ADMIN)
                .withContainerPort(ADMIN_PORT)
                .withProtocol("TCP")
                .endPort()
                .withLivenessProbe(probe("/livez", 10, 10, 5, 6))
                .withReadinessProbe(probe("/readyz", 0, 2, 2, 3))
                .withResources(resources(resource.getSpec().proxyOrDefault().resources()))
                .withSecurityContext(pods.securityContextOrDefault())
                .addNewVolumeMount()
                .withName(CONFIG)
                .withMountPath(CONFIG_FOLDER)
                .withReadOnly(true)
                .endVolumeMount()
                .addNewVolumeMount()
                .withName(TMP)
                .withMountPath("/tmp")
                .endVolumeMount()
                .build();
    }

    private static EnvVar env(String name, String field) {
        return new EnvVarBuilder()
                .withName(name)
                .withNewValueFrom()
                .withNewFieldRef("v1", field)
                .endValueFrom()
                .build();
    }

    private static Probe probe(String path, int delaySeconds, int periodSeconds, int timeoutSeconds, int failures) {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withPath(path)
                .withNewPort(ADMIN)
                .withScheme("HTTP")
                .endHttpGet()
                .withInitialDelaySeconds(delaySeconds == 0 ? null : delaySeconds)
                .withPeriodSeconds(periodSeconds)
                .withTimeoutSeconds(timeoutSeconds)
                .withSuccessThreshold(1)
                .withFailureThreshold(failures)
                .build();
    }

    private static @Nullable ResourceRequirements resources(@Nullable ComputeResources resources) {
        if (resources == null) {
            return null;
        }
        return new ResourceRequirementsBuilder()
                .withRequests(quantities(resources.requests()))
                .withLimits(quantities(resources.limits()))
                .build();
    }

    private static Map<String, Quantity> quantities(@Nullable ResourceAmounts amounts) {
        Map<String, Quantity> quantities = new LinkedHashMap<>();
        if (amounts != null && amounts.cpu() != null) {
            quantities.put("cpu", new Quantity(String.valueOf(amounts.cpu().getValue())));
        }
        if (amounts != null && amounts.memory() != null) {
            quantities.put(
                    "memory", new Quantity(String.valueOf(amounts.memory().getValue())));
        }
        return quantities;
    }

    private static PodSecurityContext securityContext(ProxyPods pods) {
        PodSecurityContext context = pods.podSecurityContextOrDefault();
        List<Sysctl> sysctls = context.getSysctls();
        if (sysctls.stream().noneMatch(sysctl -> PORT_SYSCTL.equals(sysctl.getName()))) {
            sysctls.add(new Sysctl(PORT_SYSCTL, "0"));
        }
        return context;
    }

    private static long graceSeconds(Drain drain) {
        Duration grace = drain.delayOrDefault().plus(drain.timeoutOrDefault()).plus(SPARE);
        return grace.plusMillis(999).toSeconds();
    }
}
