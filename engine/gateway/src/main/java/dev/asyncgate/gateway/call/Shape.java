package dev.asyncgate.gateway.call;

import java.util.List;

/** What a value may be: checked in what callers send, and said as JSON Schema in the documents that describe the calls. */
public sealed interface Shape {

    /** A text of min to max characters (Unicode code points). */
    record Text(int min, int max) implements Shape {}

    /** A UUID in its usual form of 36 characters. */
    record Id() implements Shape {}

    /** An ISO-8601 instant with its zone. */
    record Moment() implements Shape {}

    /** A whole number from min to max, both included. */
    record Whole(long min, long max) implements Shape {}

    /** True or false. */
    record Flag() implements Shape {}

    /** One of these words. */
    record Choice(List<String> words) implements Shape {
        public Choice {
            words = List.copyOf(words);
        }
    }

    /** An object whose members are the caller's own. */
    record AnyObject() implements Shape {}

    /** Any JSON value. */
    record Anything() implements Shape {}

    /** A list of at most so many. */
    record ListOf(Shape items, int most) implements Shape {}

    /** An object of these members; others are ignored. */
    record Members(List<Field> fields) implements Shape {
        public Members {
            fields = List.copyOf(fields);
        }

        public static Members of(Field... fields) {
            return new Members(List.of(fields));
        }
    }

    /** A text that an argument as short as a name, a type or a key may have. */
    Shape NAME = new Text(1, 255);

    Shape ID = new Id();
    Shape MOMENT = new Moment();
    Shape FLAG = new Flag();
    Shape OBJECT = new AnyObject();
    Shape ANYTHING = new Anything();

    static Shape text(int min, int max) {
        return new Text(min, max);
    }

    static Shape whole(long min, long max) {
        return new Whole(min, max);
    }

    static Shape choice(String... words) {
        return new Choice(List.of(words));
    }

    static Shape listOf(Shape items, int most) {
        return new ListOf(items, most);
    }
}
