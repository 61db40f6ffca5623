package io.fairlead.operator.config;

import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fairlead.cli.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What decides privileges of the proxies' pods. The defaults keep to the restricted Pod Security Standard.
 *
 * @param image the proxy's image; omitted: {@code fairlead/proxy} of the operator's own version
 * @param imagePullPolicy when it is pulled; omitted: {@link ImagePullPolicy#IfNotPresent}
 * @param imagePullSecrets Secrets of the load balancer's namespace that it is pulled with; omitted: none
 * @param podSecurityContext in place of the default, as a whole; that pods may bind all ports is added to it
 * @param securityContext the container's, in place of the default, as a whole
 */
public record ProxyPods(
        @Nullable String image,
        @Nullable ImagePullPolicy imagePullPolicy,
        @Nullable List<LocalObjectReference> imagePullSecrets,
        @Nullable PodSecurityContext podSecurityContext,
        @Nullable SecurityContext securityContext) {

    static final ProxyPods EMPTY = new ProxyPods(null, null, null, null, null);

    private static final long NOBODY = 65_532;

    /** When a node asks the registry for an image. */
    public enum ImagePullPolicy {
        Always,
        IfNotPresent,
        Never
    }

    public String imageOrDefault() {
        return image == null ? "fairlead/proxy:" + Version.current() : image;
    }

    public ImagePullPolicy imagePullPolicyOrDefault() {
        return imagePullPolicy == null ? ImagePullPolicy.IfNotPresent : imagePullPolicy;
    }

    public List<LocalObjectReference> imagePullSecretsOrNone() {
        return imagePullSecrets == null ? List.of() : imagePullSecrets;
    }

    /** Returns the pod's security context; each call returns another object, since it can be changed. */
    public PodSecurityContext podSecurityContextOrDefault() {
        return podSecurityContext == null ? restrictedPod() : new PodSecurityContextBuilder(podSecurityContext).build();
    }

    /** Returns the container's security context; each call returns another object, since it can be changed. */
    public SecurityContext securityContextOrDefault() {
        return securityContext == null ? restrictedContainer() : new SecurityContextBuilder(securityContext).build();
    }

    ProxyPods withImage(String other) {
        return new ProxyPods(other, imagePullPolicy, imagePullSecrets, podSecurityContext, securityContext);
    }

    private static PodSecurityContext restrictedPod() {
        return new PodSecurityContextBuilder()
                .withRunAsNonRoot(true)
                .withRunAsUser(NOBODY)
                .withRunAsGroup(NOBODY)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .build();
    }

    private static SecurityContext restrictedContainer() {
        return new SecurityContextBuilder()
                .withReadOnlyRootFilesystem(true)
                .withAllowPrivilegeEscalation(false)
                .withCapabilities(new Capabilities(null, List.of("ALL")))
                .build();
    }
}
