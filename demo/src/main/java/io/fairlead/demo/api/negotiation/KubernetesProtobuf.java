package io.fairlead.demo.api.negotiation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.kubernetes.client.proto.IntStr.IntOrString;
import io.kubernetes.client.proto.Meta.MicroTime;
import io.kubernetes.client.proto.Meta.Time;
import io.kubernetes.client.proto.Resource.Quantity;
import io.kubernetes.client.proto.Runtime.Unknown;
import io.kubernetes.client.proto.V1;
import io.kubernetes.client.proto.V1Apps;
import io.kubernetes.client.proto.V1Authentication;
import io.kubernetes.client.proto.V1Policy;
import io.kubernetes.client.proto.V1Rbac;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Objects in Protocol Buffers, the only form in which newer versions of {@code kubectl create} send built-in kinds: four bytes that mark it,
 * and in an envelope the kind, its version and the object.
 */
public final class KubernetesProtobuf {

    /** What such a body is sent as. */
    public static final String MEDIA_TYPE = "application/vnd.kubernetes.protobuf";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final ByteString MARK = ByteString.copyFrom(new byte[] {'k', '8', 's', 0});
    private static final Map<String, FileDescriptor> FILES = Map.of(
            "v1", V1.getDescriptor(),
            "apps/v1", V1Apps.getDescriptor(),
            "authentication.k8s.io/v1", V1Authentication.getDescriptor(),
            "policy/v1", V1Policy.getDescriptor(),
            "rbac.authorization.k8s.io/v1", V1Rbac.getDescriptor());
    /** The one number whose 0 means something in what kubectl sends; of others, 0 is what the encoder writes for none. */
    private static final String REPLICAS = "replicas";

    private KubernetesProtobuf() {}

    /**
     * Returns the object as it is in JSON, with its kind and version.
     *
     * @throws IllegalArgumentException where it is none, or of a kind that is not known; the message may be sent
     */
    public static ObjectNode read(ByteString body) {
        if (!body.startsWith(MARK)) {
            throw new IllegalArgumentException("the body of the request does not begin as Kubernetes' protobuf does");
        }
        try {
            Unknown envelope = Unknown.parseFrom(body.substring(MARK.size()));
            String apiVersion = envelope.getTypeMeta().getApiVersion();
            String kind = envelope.getTypeMeta().getKind();
            ObjectNode object = JSON.objectNode().put("apiVersion", apiVersion).put("kind", kind);
            return object.setAll(members(DynamicMessage.parseFrom(message(apiVersion, kind), envelope.getRaw())));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("the body of the request is not protobuf: " + e.getMessage(), e);
        }
    }

    private static Descriptor message(String apiVersion, String kind) {
        FileDescriptor file = FILES.get(apiVersion);
        Descriptor message = file == null ? null : file.findMessageTypeByName(kind);
        if (message == null) {
            throw new IllegalArgumentException(
                    "%s in version \"%s\" is not read as protobuf here, only as JSON".formatted(kind, apiVersion));
        }
        return message;
    }

    private static ObjectNode members(Message message) {
        ObjectNode object = JSON.objectNode();
        for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
            FieldDescriptor descriptor = field.getKey();
            JsonNode value = value(descriptor, field.getValue());
            if (!isNone(value) || descriptor.getName().equals(REPLICAS)) {
                object.set(descriptor.getName(), value);
            }
        }
        return object;
    }

    private static boolean isNone(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL -> true;
            case BOOLEAN -> !value.booleanValue();
            case NUMBER -> value.longValue() == 0;
            case STRING -> value.textValue().isEmpty();
            default -> false;
        };
    }

    private static JsonNode value(FieldDescriptor field, Object value) {
        if (field.isMapField()) {
            return map((List<?>) value);
        }
        if (field.isRepeated()) {
            ArrayNode array = JSON.arrayNode();
            ((List<?>) value).forEach(element -> array.add(single(element)));
            return array;
        }
        return single(value);
    }

    private static ObjectNode map(List<?> entries) {
        ObjectNode object = JSON.objectNode();
        for (Object entry : entries) {
            Message pair = (Message) entry;
            Descriptor type = pair.getDescriptorForType();
            object.set(
                    pair.getField(type.findFieldByName("key")).toString(),
                    single(pair.getField(type.findFieldByName("value"))));
        }
        return object;
    }

    private static JsonNode single(Object value) {
        return switch (value) {
            case String text -> JSON.textNode(text);
            case Boolean bool -> JSON.booleanNode(bool);
            case Integer number -> JSON.numberNode(number);
            case Long number -> JSON.numberNode(number);
            case ByteString bytes -> JSON.textNode(Base64.getEncoder().encodeToString(bytes.toByteArray()));
            case Message message -> message(message);
            default -> throw new IllegalArgumentException("a value of the request is a " + value.getClass());
        };
    }

    /** Some types have a form of their own in JSON. */
    private static JsonNode message(Message message) {
        Descriptor type = message.getDescriptorForType();
        if (type.equals(Time.getDescriptor()) || type.equals(MicroTime.getDescriptor())) {
            FieldDescriptor seconds = type.findFieldByName("seconds");
            return message.hasField(seconds)
                    ? JSON.textNode(Instant.ofEpochSecond((long) message.getField(seconds))
                            .toString())
                    : JSON.nullNode();
        }
        if (type.equals(Quantity.getDescriptor())) {
            return single(message.getField(type.findFieldByName("string")));
        }
        if (type.equals(IntOrString.getDescriptor())) {
            boolean isText = message.getField(type.findFieldByName("type")).equals(1L);
            return single(message.getField(type.findFieldByName(isText ? "strVal" : "intVal")));
        }
        return members(message);
    }
}
