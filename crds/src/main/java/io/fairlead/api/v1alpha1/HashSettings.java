package io.fairlead.api.v1alpha1;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * How a hash picks a server.
 *
 * @param type how servers share the hashes; omitted: {@link HashType#Consistent}
 * @param balanceFactor the most connections, or RPCs, that a server may have, in percent of the average by weight: what is beyond goes to the next in the order of the client, or
 *     of what is hashed; omitted: no bound
 * @param key what is hashed, for listeners of mode GRPC alone if it is part of an RPC; omitted: the client's address
 */
@ValidationRule(
        value = "!has(self.balanceFactor) || !has(self.type) || self.type == 'Consistent'",
        fieldPath = ".balanceFactor",
        message = "expected: only with type Consistent",
        messageExpression = "'set with type ' + self.type + ' (expected: only with type Consistent)'")
public record HashSettings(
        @Nullable @Haproxy("hash-type") HashType type,

        @Nullable @Min(101) @Max(65535) @Haproxy("hash-balance-factor")
        Integer balanceFactor,

        @Nullable @Haproxy("balance") HashKey key) {

    static final HashSettings DEFAULT = new HashSettings(null, null, null);

    public HashType typeOrDefault() {
        return type == null ? HashType.Consistent : type;
    }
}
