package io.fairlead.demo.api;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** TLS as a client of a kubeconfig's server uses it. */
final class TestTls {

    private TestTls() {}

    /** Returns what trusts the authority of the kubeconfig's first cluster, and no other. */
    static SSLContext trusting(String kubeconfig) {
        try {
            byte[] authority = Base64.getDecoder()
                    .decode(new YAMLMapper()
                            .readTree(kubeconfig)
                            .at("/clusters/0/cluster/certificate-authority-data")
                            .asText());
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null);
            store.setCertificateEntry(
                    "authority",
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(authority)));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
