package io.fairlead.demo.api.negotiation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;

/** The body of an answer. */
public final class Document {

    private final String contentType;
    private final byte[] body;

    public Document(String contentType, byte[] body) {
        this.contentType = contentType;
        this.body = body.clone();
    }

    public static Document json(JsonNode body) {
        return json("application/json", body);
    }

    public static Document json(String contentType, JsonNode body) {
        return new Document(contentType, body.toString().getBytes(UTF_8));
    }

    public String contentType() {
        return contentType;
    }

    public byte[] body() {
        return body.clone();
    }
}
