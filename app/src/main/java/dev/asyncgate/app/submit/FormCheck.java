package dev.asyncgate.app.submit;

import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.json.Limits;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What is wrong in a form, field by field, in words that say what is allowed. The payload is checked elsewhere. */
final class FormCheck {

    /** Most tasks that one submission makes. */
    static final int COPIES = 1_000;

    private static final int OTHER_CHARACTERS = 255;
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}");

    private final Texts texts;
    private final Map<Field, String> problems = new EnumMap<>(Field.class);

    private FormCheck(Texts texts) {
        this.texts = texts;
    }

    static Map<Field, String> of(Draft draft, Texts texts) {
        var check = new FormCheck(texts);
        check.type(draft.type());
        check.list(Field.CAPABILITIES, draft.capabilities(), Limits.CAPABILITIES);
        check.list(Field.TAGS, draft.tags(), Limits.TAGS);
        if (number(draft.priority()).isEmpty()) {
            check.problem(Field.PRIORITY, "submit.bad.priority");
        }
        if (!draft.maxAttempts().isBlank()) {
            check.number(Field.MAX_ATTEMPTS, draft.maxAttempts(), 1, Limits.MAX_ATTEMPTS);
        }
        if (!draft.backoff().isBlank()) {
            check.duration(Field.BACKOFF, draft.backoff(), 1, Limits.RETRY_BACKOFF_SECONDS);
        }
        if (!draft.delay().isBlank()) {
            check.duration(Field.DELAY, draft.delay(), 0, Limits.DELAY_SECONDS);
        }
        check.copies(draft);
        check.text(Field.IDEMPOTENCY_KEY, draft.idempotencyKey(), Limits.KEY_CHARACTERS);
        check.causes(draft.causedBy());
        check.text(Field.EXPECTED_OUTCOME, draft.expectedOutcome(), OTHER_CHARACTERS);
        check.text(Field.MEDIA_TYPE, draft.mediaType(), OTHER_CHARACTERS);
        check.text(Field.OWED_TO, draft.owedTo(), Limits.KEY_CHARACTERS);
        return Map.copyOf(check.problems);
    }

    /** Whether a text is a receipt's id. */
    static boolean isId(String text) {
        return UUID_TEXT.matcher(text).matches();
    }

    private void type(String type) {
        if (type.isBlank()) {
            problem(Field.TYPE, "submit.bad.type_empty", Limits.KEY_CHARACTERS);
        }
        text(Field.TYPE, type, Limits.KEY_CHARACTERS);
    }

    private void text(Field field, String value, int most) {
        int found = value.codePointCount(0, value.length());
        if (found > most) {
            problem(field, "submit.bad.too_long", found, most);
        }
    }

    private void list(Field field, List<String> values, int most) {
        if (values.size() > most) {
            problem(field, "submit.bad.too_many", values.size(), most);
        }
        values.forEach(value -> text(field, value, Limits.CAPABILITY_CHARACTERS));
    }

    private void number(Field field, String text, int least, int most) {
        Optional<Integer> number = number(text);
        if (number.isEmpty() || number.get() < least || number.get() > most) {
            problem(field, "submit.bad.number", least, most);
        }
    }

    static Optional<Integer> number(String text) {
        try {
            return Optional.of(Integer.parseInt(text.strip()));
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    private void duration(Field field, String text, long least, long most) {
        Optional<Duration> duration = DurationText.parse(text);
        String range = DurationText.of(Duration.ofSeconds(least)) + " to " + DurationText.of(Duration.ofSeconds(most));
        if (duration.isEmpty()) {
            problem(field, "submit.bad.duration", range);
        } else if (duration.get().isNegative()) {
            problem(field, "submit.bad.negative", range);
        } else if (duration.get().toSeconds() < least || duration.get().toSeconds() > most) {
            problem(field, "submit.bad.range", range);
        }
    }

    private void copies(Draft draft) {
        number(Field.COPIES, draft.copies(), 1, COPIES);
        boolean several = number(draft.copies()).filter(copies -> copies > 1).isPresent();
        if (several && !draft.idempotencyKey().isEmpty()) {
            problem(Field.COPIES, "submit.bad.copies_with_key");
        }
    }

    private void causes(List<String> ids) {
        if (ids.size() > Limits.PARENTS) {
            problem(Field.CAUSED_BY, "submit.bad.too_many", ids.size(), Limits.PARENTS);
        }
        ids.stream()
                .filter(Predicate.not(FormCheck::isId))
                .findFirst()
                .ifPresent(bad -> problem(Field.CAUSED_BY, "submit.bad.id", bad));
    }

    private void problem(Field field, String key, Object... values) {
        problems.putIfAbsent(field, texts.text(key, values));
    }
}
