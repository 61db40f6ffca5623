package io.fairlead.api.v1alpha1;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a {@link java.time.Duration} that is written as the Gateway API writes it (GEP-2257): whole numbers with the units
 * {@code h}, {@code m}, {@code s} and {@code ms}, such as {@code 500ms}, {@code 2s} or {@code 1m30s}, in all less than 100000 hours. The
 * schema of the CustomResourceDefinition is completed by what is here.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
@JacksonAnnotationsInside
@JsonSerialize(using = DurationFormat.Serializer.class)
@JsonDeserialize(using = DurationFormat.Deserializer.class)
@interface DurationString {

    /** What the API server checks it against. */
    String PATTERN = "^([0-9]{1,5}(h|m|s|ms)){1,4}$";

    /** How many characters it has at most. */
    int MAX_LENGTH = 32;

    /** What the pattern means, in words. */
    String MEANING = "a duration such as 500ms, 2s or 1m30s";

    /** The CEL rule of those that have no {@link #max()}: what is longer has no canonical form that the pattern takes. */
    String BOUNDED = "duration(self) < duration('100000h')";

    /** What {@link #BOUNDED} says where it does not hold. */
    String BOUNDED_MESSAGE = "expected: a duration of less than 100000h";

    /** The CEL rule of those that cannot be zero. */
    String POSITIVE = "duration(self) > duration('0s')";

    /** What {@link #POSITIVE} says where it does not hold. */
    String POSITIVE_MESSAGE = "expected: a duration longer than 0s";

    /** The CEL rule of those that have a shortest one of their own. */
    String AT_LEAST = "duration(self) >= duration('%s')";

    /** What {@link #AT_LEAST} says where it does not hold. */
    String AT_LEAST_MESSAGE = "expected: a duration of at least %s";

    /** The CEL rule of those that have a longest one of their own. */
    String AT_MOST = "duration(self) <= duration('%s')";

    /** What {@link #AT_MOST} says where it does not hold. */
    String AT_MOST_MESSAGE = "expected: a duration of at most %s";

    /** The shortest one, as it is written; empty: as {@link #mayBeZero} says. */
    String min() default "";

    /** The longest one, as it is written; empty: as {@link #BOUNDED} says. */
    String max() default "";

    /** Whether {@code 0s} is one, too. */
    boolean mayBeZero() default false;
}
