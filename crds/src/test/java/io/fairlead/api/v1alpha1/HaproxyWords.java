package io.fairlead.api.v1alpha1;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** HAProxy's words for record components and enum constants, empty where it has none. */
final class HaproxyWords {

    private HaproxyWords() {}

    /** Returns the word for {@code component}. @throws IllegalStateException where nothing says that it has one or that it has none */
    static String of(RecordComponent component) {
        Class<?> type = component.getDeclaringRecord();
        return word(component, type, type.getSimpleName() + "." + component.getName());
    }

    /** Returns the word for {@code constant}. @throws IllegalStateException where nothing says that it has one or that it has none */
    static String of(Enum<?> constant) {
        Class<?> type = constant.getDeclaringClass();
        try {
            return word(type.getField(constant.name()), type, type.getSimpleName() + "." + constant.name());
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String word(AnnotatedElement element, Class<?> type, String name) {
        Haproxy own = element.getAnnotation(Haproxy.class);
        @Nullable Haproxy word = own == null ? type.getAnnotation(Haproxy.class) : own;
        if (word == null) {
            throw new IllegalStateException(
                    "No @Haproxy at " + name + "; where there is no such word: @Haproxy(Haproxy.NONE)");
        }
        return word.value();
    }
}
