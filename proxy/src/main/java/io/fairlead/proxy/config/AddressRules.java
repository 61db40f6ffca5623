package io.fairlead.proxy.config;

import io.fairlead.api.v1alpha1.AcceptProxy;
import io.fairlead.api.v1alpha1.AccessRules;
import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.EndpointOverride;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerSpec;
import io.fairlead.api.v1alpha1.Listener;
import io.fairlead.proxy.net.Network;
import io.netty.util.NetUtil;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks that IP addresses and networks are such: of those of IPv6 the schema knows the characters alone. */
final class AddressRules {

    private final List<String> faults = new ArrayList<>();

    private AddressRules() {}

    /** Returns a fault for each address and each network that is none. */
    static List<String> faults(GrpcLoadBalancerSpec spec) {
        AddressRules rules = new AddressRules();
        FieldPath root = FieldPath.ROOT.field("spec");
        for (int i = 0; i < spec.listeners().size(); i++) {
            rules.check(root.field("listeners").item(i), spec.listeners().get(i));
        }
        for (int i = 0; i < spec.backends().size(); i++) {
            rules.check(root.field("backends").item(i), spec.backends().get(i));
        }
        return rules.faults;
    }

    private void check(FieldPath path, Listener listener) {
        checkAddress(path.field("address"), listener.address());
        AcceptProxy proxyProtocol = listener.proxyProtocol();
        if (proxyProtocol != null) {
            checkNetworks(path.field("proxyProtocol").field("trustedNetworks"), proxyProtocol.trustedNetworks());
        }
        AccessRules access = listener.access();
        if (access != null) {
            checkNetworks(path.field("access").field("allow"), access.allow());
            checkNetworks(path.field("access").field("deny"), access.deny());
        }
    }

    private void check(FieldPath path, Backend backend) {
        checkAddress(path.field("sourceAddress"), backend.sourceAddress());
        List<EndpointOverride> overrides = backend.overridesOrNone();
        for (int i = 0; i < overrides.size(); i++) {
            checkAddress(
                    path.field("overrides").item(i).field("address"),
                    overrides.get(i).address());
        }
    }

    private void checkAddress(FieldPath path, @Nullable String address) {
        if (address != null && NetUtil.createByteArrayFromIpAddressString(address) == null) {
            faults.add(path.fault(ValueText.of(address), "an IPv4 or IPv6 address"));
        }
    }

    private void checkNetworks(FieldPath path, @Nullable List<String> networks) {
        if (networks == null) {
            return;
        }
        for (int i = 0; i < networks.size(); i++) {
            try {
                Network.parse(networks.get(i));
            } catch (IllegalArgumentException e) {
                faults.add(path.item(i).fault(String.valueOf(e.getMessage())));
            }
        }
    }
}
