package dev.asyncgate.gateway.call;

import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Limits;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Compares what was sent with the shape that was asked for; the first difference is the answer. */
final class ShapeCheck {

    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private ShapeCheck() {}

    /** @param within the path to the object, ended by a dot; empty for the request itself */
    static void members(List<Field> fields, JsonNode object, String within) {
        for (Field field : fields) {
            String name = within + field.name();
            JsonNode value = object.get(field.name());
            if (value != null && !value.isNull()) {
                check(name, field.shape(), value);
            } else if (field.required()) {
                throw GateException.invalid(name, "%s is missing; %s.".formatted(name, wanted(field.shape())));
            }
        }
    }

    private static void check(String name, Shape shape, JsonNode value) {
        switch (shape) {
            case Shape.Text(int min, int max) -> Limits.requireText(name, text(name, shape, value), min, max);
            case Shape.Id() ->
                require(UUID_FORM.matcher(text(name, shape, value)).matches(), name, shape, value);
            case Shape.Moment() -> require(isMoment(text(name, shape, value)), name, shape, value);
            case Shape.Whole(long min, long max) -> whole(name, shape, value, min, max);
            case Shape.Flag() -> require(value.isBoolean(), name, shape, value);
            case Shape.Choice(List<String> words) ->
                require(words.contains(text(name, shape, value)), name, shape, value);
            case Shape.AnyObject() -> require(value.isObject(), name, shape, value);
            case Shape.Anything() -> {}
            case Shape.ListOf(Shape items, int most) -> list(name, shape, items, most, value);
            case Shape.Members(List<Field> fields) -> {
                require(value.isObject(), name, shape, value);
                members(fields, value, name + ".");
            }
        }
    }

    private static String text(String name, Shape shape, JsonNode value) {
        require(value.isString(), name, shape, value);
        return value.stringValue();
    }

    private static void whole(String name, Shape shape, JsonNode value, long min, long max) {
        require(value.isNumber(), name, shape, value);
        BigDecimal number = value.decimalValue();
        boolean inRange =
                number.compareTo(BigDecimal.valueOf(min)) >= 0 && number.compareTo(BigDecimal.valueOf(max)) <= 0;
        require(inRange && number.scale() <= 0, name, shape, value);
    }

    private static void list(String name, Shape shape, Shape items, int most, JsonNode value) {
        require(value.isArray(), name, shape, value);
        if (value.size() > most) {
            throw GateException.invalid(
                    name, "%s has %,d entries; at most %,d are allowed.".formatted(name, value.size(), most));
        }
        for (int index = 0; index < value.size(); index++) {
            check(name + "[" + index + "]", items, value.get(index));
        }
    }

    /** Years have four digits, as in RFC 3339: what lies beyond, no database keeps. */
    private static boolean isMoment(String text) {
        try {
            int year = OffsetDateTime.parse(text).getYear();
            return year >= 0 && year <= 9999;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static void require(boolean met, String name, Shape shape, JsonNode value) {
        if (!met) {
            throw GateException.invalid(name, "%s is %s; %s.".formatted(name, found(value), wanted(shape)));
        }
    }

    private static String found(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "\"" + shown(value.stringValue()) + "\"";
            case NUMBER, BOOLEAN -> shown(value.asString());
            case OBJECT -> "an object";
            case ARRAY -> "a list";
            default -> value.getNodeType().name().toLowerCase(Locale.ROOT);
        };
    }

    private static String shown(String text) {
        String visible = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}]", "?");
        return visible.codePointCount(0, visible.length()) <= 40
                ? visible
                : visible.substring(0, visible.offsetByCodePoints(0, 40)) + "…";
    }

    private static String wanted(Shape shape) {
        return switch (shape) {
            case Shape.Text(int min, int max) -> "a text of %,d to %,d characters is needed".formatted(min, max);
            case Shape.Id() -> "a UUID is needed, as 019aa000-0000-7000-8000-000000000000";
            case Shape.Moment() -> "an instant with its zone is needed, as 2026-11-23T03:00:00Z";
            case Shape.Whole(long min, long max) -> "a whole number from %,d to %,d is needed".formatted(min, max);
            case Shape.Flag() -> "true or false is needed";
            case Shape.Choice(List<String> words) -> "allowed are " + String.join(", ", words);
            case Shape.AnyObject() -> "an object is needed";
            case Shape.Anything() -> "a value is needed";
            case Shape.ListOf(Shape items, int most) -> "a list of at most %,d is needed".formatted(most);
            case Shape.Members(List<Field> fields) -> "an object is needed";
        };
    }
}
