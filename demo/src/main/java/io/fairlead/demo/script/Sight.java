package io.fairlead.demo.script;

/** What a look at the world found of what a step is to show. */
sealed interface Sight {

    /** It is not to be seen yet. */
    record Waiting(String forWhat) implements Sight {}

    /** It was seen. */
    record Seen(String what) implements Sight {}

    /** It cannot be seen any more. */
    record Missed(String why) implements Sight {}

    /** It was seen, and there is more to do and to see. */
    record Next(Stage stage) implements Sight {}
}
