package io.fairlead.client;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.utils.Utils;
import java.io.File;
import java.io.IOException;
import java.util.Collection;

/** The kubeconfig that a process goes by: those of {@code KUBECONFIG}, else {@code ~/.kube/config}; in a pod without either, its ServiceAccount. */
public final class Kubeconfig {

    private static final String VARIABLE = "KUBECONFIG";

    private Kubeconfig() {}

    /**
     * Returns where it leads to; nothing is asked there.
     *
     * @throws IOException with one line for the user, where {@code KUBECONFIG} names no file that can be read, or a file is no kubeconfig
     */
    public static Config current() throws IOException {
        String named = Utils.getSystemPropertyOrEnvVar(Config.KUBERNETES_KUBECONFIG_FILE);
        Collection<String> files = Config.getKubeconfigFilenames();
        if (named != null && !named.isEmpty() && files.stream().noneMatch(file -> new File(file).canRead())) {
            throw new IOException("%s: %s (expected: a kubeconfig that can be read)".formatted(VARIABLE, named));
        }
        try {
            return Config.autoConfigure(null);
        } catch (RuntimeException e) {
            String problem = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new IOException(
                    "%s: %s (expected: a kubeconfig)".formatted(String.join(File.pathSeparator, files), problem), e);
        }
    }
}
