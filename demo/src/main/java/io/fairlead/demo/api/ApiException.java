package io.fairlead.demo.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that fails, as the client is told: an HTTP status code, and the Status object that is the body. */
final class ApiException extends RuntimeException {

    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int NOT_ACCEPTABLE = 406;
    private static final int CONFLICT = 409;
    private static final int GONE = 410;
    private static final int TOO_LARGE = 413;
    private static final int UNSUPPORTED_MEDIA_TYPE = 415;
    private static final int UNPROCESSABLE = 422;
    private static final int INTERNAL_ERROR = 500;
    private static final int NOT_IMPLEMENTED = 501;

    private final int code;
    private final String reason;
    private final @Nullable ObjectNode details;

    private ApiException(int code, String reason, String message, @Nullable ObjectNode details) {
        super(message, null, false, false);
        this.code = code;
        this.reason = reason;
        this.details = details;
    }

    /**
     * What is wrong with a field.
     *
     * @param reason a {@code CauseType} of the API, such as {@code FieldValueInvalid}
     * @param message what kubectl prints after the field
     */
    record Cause(String reason, String message, String field) {

        static Cause required(String field, String detail) {
            return new Cause(
                    "FieldValueRequired", detail.isEmpty() ? "Required value" : "Required value: " + detail, field);
        }

        static Cause invalid(String field, Object value, String detail) {
            return new Cause("FieldValueInvalid", "Invalid value: %s: %s".formatted(value, detail), field);
        }

        private String text() {
            return field + ": " + message;
        }
    }

    static ApiException badRequest(String message) {
        return new ApiException(BAD_REQUEST, "BadRequest", message, null);
    }

    static ApiException unauthorized() {
        return new ApiException(UNAUTHORIZED, "Unauthorized", "Unauthorized", null);
    }

    static ApiException forbidden(ObjectRef object, String why) {
        return new ApiException(
                FORBIDDEN, "Forbidden", "%s is forbidden: %s".formatted(object.quoted(), why), object.details());
    }

    static ApiException notFound(ObjectRef object) {
        return new ApiException(NOT_FOUND, "NotFound", object.quoted() + " not found", object.details());
    }

    /** There is no such path. */
    static ApiException noSuchResource() {
        return new ApiException(
                NOT_FOUND, "NotFound", "the server could not find the requested resource", Json.object());
    }

    static ApiException methodNotAllowed() {
        return new ApiException(
                METHOD_NOT_ALLOWED,
                "MethodNotAllowed",
                "the server does not allow this method on the requested resource",
                Json.object());
    }

    static ApiException notAcceptable(String accepted) {
        return new ApiException(
                NOT_ACCEPTABLE,
                "NotAcceptable",
                "only the following media types are accepted: " + accepted,
                Json.object());
    }

    static ApiException alreadyExists(ObjectRef object) {
        return new ApiException(CONFLICT, "AlreadyExists", object.quoted() + " already exists", object.details());
    }

    static ApiException conflict(ObjectRef object, String why) {
        return new ApiException(
                CONFLICT,
                "Conflict",
                "Operation cannot be fulfilled on %s: %s".formatted(object.quoted(), why),
                object.details());
    }

    static ApiException expired(String asked, long oldest) {
        return new ApiException(GONE, "Expired", "too old resource version: %s (%d)".formatted(asked, oldest), null);
    }

    static ApiException tooLarge(long limit) {
        return new ApiException(TOO_LARGE, "RequestEntityTooLarge", "limit is %d bytes".formatted(limit), null);
    }

    static ApiException unsupportedMediaType(String message) {
        return new ApiException(UNSUPPORTED_MEDIA_TYPE, "UnsupportedMediaType", message, null);
    }

    /** {@code kind} and {@code object} are of the object that is wrong. */
    static ApiException invalid(String kind, ObjectRef object, List<Cause> causes) {
        List<String> texts = causes.stream().map(Cause::text).toList();
        String all = texts.size() == 1 ? texts.getFirst() : "[" + String.join(", ", texts) + "]";
        ObjectNode details = object.details().put("kind", kind);
        causes.forEach(cause -> details.withArray("causes")
                .addObject()
                .put("reason", cause.reason())
                .put("message", cause.message())
                .put("field", cause.field()));
        String type = object.group().isEmpty() ? kind : kind + "." + object.group();
        return new ApiException(
                UNPROCESSABLE, "Invalid", "%s \"%s\" is invalid: %s".formatted(type, object.name(), all), details);
    }

    static ApiException unprocessable(String message) {
        return new ApiException(UNPROCESSABLE, "Invalid", message, null);
    }

    static ApiException internal(String message) {
        return new ApiException(INTERNAL_ERROR, "InternalError", "Internal error occurred: " + message, null);
    }

    static ApiException notImplemented(String message) {
        return new ApiException(NOT_IMPLEMENTED, "NotImplemented", message, null);
    }

    int code() {
        return code;
    }

    /** Returns the Status that clients are given. */
    ObjectNode status() {
        ObjectNode status = Json.object()
                .put("kind", "Status")
                .put("apiVersion", "v1")
                .put("status", "Failure")
                .put("message", getMessage())
                .put("reason", reason)
                .put("code", code);
        status.putObject("metadata");
        if (details != null) {
            status.set("details", details);
        }
        return status;
    }
}
