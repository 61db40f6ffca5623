package io.fairlead.api.v1alpha1;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * HAProxy's word for a field or a value: of what is wanted the word of its configuration, of what is told that of its statistics
 * ({@code show stat}). At a type it stands for all of the type's fields or values that have none of their own.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.TYPE})
@interface Haproxy {

    /** HAProxy has no such thing. */
    String NONE = "";

    String value();
}
