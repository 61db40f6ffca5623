package io.fairlead.api.v1alpha1;

import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * What a hash picks a server by.
 *
 * @param type the part of an RPC, or of its connection, that is hashed
 * @param metadata the name of the metadata, in lower case; an RPC that has none of that name is hashed by its client's address. Required with type Metadata, and
 *     only there; omitted: there is another type
 */
@ValidationRule(
        value = "has(self.metadata) == (self.type == 'Metadata')",
        fieldPath = ".metadata",
        message = "expected: with type Metadata, and only there",
        messageExpression = "(has(self.metadata) ? 'set' : 'missing') + ' with type ' + self.type"
                + " + ' (expected: with type Metadata, and only there)'")
@ValidationRule(
        value = "!has(self.metadata) || !self.metadata.startsWith('grpc-') && !self.metadata.endsWith('-bin')",
        fieldPath = ".metadata",
        message = "expected: text of the application, neither grpc-* nor *-bin",
        messageExpression = "self.metadata + ' (expected: text of the application, neither grpc-* nor *-bin)'")
public record HashKey(
        @Required @Haproxy("balance") HashKeyType type,

        @Nullable @Pattern(Patterns.METADATA_NAME) @Size(min = 1, max = 128) @Haproxy("balance hdr(NAME)")
        String metadata) {}
