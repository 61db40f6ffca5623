package io.fairlead.demo.api.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * An OpenAPI 2 document in Protocol Buffers, the only form that kubectl takes of it: gnostic's {@code openapi.v2.Document}, as far as ours has
 * parts for it.
 */
final class OpenApiV2Protobuf {

    /** What kubectl asks for. No media type may have an @: it would not read the answer if that were called the same. */
    static final String ASKED = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf";

    static final String CONTENT_TYPE = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    private OpenApiV2Protobuf() {}

    static byte[] encode(JsonNode document) {
        return message(out -> {
                    out.writeString(1, document.path("swagger").asText());
                    out.writeBytes(2, info(document.path("info")));
                    out.writeBytes(8, ByteString.EMPTY);
                    out.writeBytes(9, named(document.path("definitions")));
                })
                .toByteArray();
    }

    private static ByteString info(JsonNode info) {
        return message(out -> {
            out.writeString(1, info.path("title").asText());
            out.writeString(2, info.path("version").asText());
        });
    }

    /** Definitions and Properties are alike: pairs of a name and a Schema. */
    private static ByteString named(JsonNode schemas) {
        return message(out -> {
            for (Map.Entry<String, JsonNode> schema : schemas.properties()) {
                out.writeBytes(1, message(pair -> {
                    pair.writeString(1, schema.getKey());
                    pair.writeBytes(2, schema(schema.getValue()));
                }));
            }
        });
    }

    private static ByteString schema(JsonNode schema) {
        return message(out -> {
            writeText(out, 1, schema.path("$ref"));
            writeText(out, 2, schema.path("format"));
            writeText(out, 4, schema.path("description"));
            for (JsonNode required : schema.path("required")) {
                out.writeString(19, required.asText());
            }
            if (schema.has("additionalProperties")) {
                ByteString values = schema(schema.path("additionalProperties"));
                out.writeBytes(21, message(item -> item.writeBytes(1, values)));
            }
            if (schema.has("type")) {
                out.writeBytes(
                        22,
                        message(type -> type.writeString(1, schema.path("type").asText())));
            }
            if (schema.has("items")) {
                ByteString items = schema(schema.path("items"));
                out.writeBytes(23, message(item -> item.writeBytes(1, items)));
            }
            if (schema.has("properties")) {
                out.writeBytes(25, named(schema.path("properties")));
            }
            writeExtension(out, "x-kubernetes-group-version-kind", schema);
        });
    }

    private static void writeText(CodedOutputStream out, int field, JsonNode text) throws IOException {
        if (text.isTextual()) {
            out.writeString(field, text.asText());
        }
    }

    /** The value of an extension is YAML, of which JSON is a part. */
    private static void writeExtension(CodedOutputStream out, String name, JsonNode schema) throws IOException {
        if (schema.has(name)) {
            out.writeBytes(31, message(extension -> {
                extension.writeString(1, name);
                extension.writeBytes(
                        2, message(any -> any.writeString(2, schema.path(name).toString())));
            }));
        }
    }

    private interface Fields {
        void writeTo(CodedOutputStream out) throws IOException;
    }

    private static ByteString message(Fields fields) {
        ByteString.Output bytes = ByteString.newOutput();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            fields.writeTo(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteString();
    }
}
