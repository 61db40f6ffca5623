package io.fairlead.demo.node;

import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.ConfigBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A kubeconfig file for a pod: the node's own API server, and the pod's own account. */
final class Kubeconfig {

    private static final String NAME = "pod";

    private Kubeconfig() {}

    /** Writes it, to be read by its owner alone. */
    static void write(Path file, io.fabric8.kubernetes.client.Config node, String namespace, String token)
            throws IOException {
        Config config = new ConfigBuilder()
                .addNewCluster()
                .withName(NAME)
                .withNewCluster()
                .withServer(node.getMasterUrl())
                .withCertificateAuthority(node.getCaCertFile())
                .withCertificateAuthorityData(node.getCaCertData())
                .withInsecureSkipTlsVerify(node.isTrustCerts() ? true : null)
                .endCluster()
                .endCluster()
                .addNewUser()
                .withName(NAME)
                .withNewUser()
                .withToken(token)
                .endUser()
                .endUser()
                .addNewContext()
                .withName(NAME)
                .withNewContext()
                .withCluster(NAME)
                .withUser(NAME)
                .withNamespace(namespace)
                .endContext()
                .endContext()
                .withCurrentContext(NAME)
                .build();
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, Serialization.asYaml(config));
    }
}
