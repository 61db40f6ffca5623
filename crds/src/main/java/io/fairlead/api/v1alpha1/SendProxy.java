package io.fairlead.api.v1alpha1;

import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The PROXY protocol to servers: each connection begins with a header that tells of the client.
 *
 * @param version the protocol's version
 * @param tlvs what the header says besides the addresses, in version 2; omitted: nothing
 */
@ValidationRule(
        value = "!has(self.tlvs) || self.version == 'V2'",
        fieldPath = ".tlvs",
        message = "expected: only with version V2",
        messageExpression = "'set with version ' + self.version + ' (expected: only with version V2)'")
public record SendProxy(
        @Required @Haproxy("send-proxy, send-proxy-v2") ProxyProtocolVersion version,

        @Nullable @Size(min = 1, max = 2) @Haproxy("proxy-v2-options")
        List<ProxyProtocolTlv> tlvs) {

    public List<ProxyProtocolTlv> tlvsOrNone() {
        return tlvs == null ? List.of() : tlvs;
    }
}
