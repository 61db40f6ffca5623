package io.fairlead.demo.api.discovery;

/**
 * A column that a CustomResourceDefinition asks for.
 *
 * @param jsonPath where in the object its value is, as in {@code .status.replicas}
 * @param type an OpenAPI type: {@code string}, {@code integer}, {@code number}, {@code boolean} or {@code date}
 * @param priority 0 where it is always shown; greater: in wide output alone
 */
public record PrinterColumn(
        String name, String type, String format, String description, int priority, String jsonPath) {}
