package dev.asyncgate.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** A report for a reader: the conditions, and a line for each pair. */
public final class ReportTable {

    private static final List<String> HEADER =
            List.of("scenario", "variant", "AsyncGate", "beside", "its figure", "ratio", "interval", "goal");

    private static final int SETTINGS_IN_A_LINE = 6;

    private ReportTable() {}

    /** The whole report, lines of it ending in {@code \n}. */
    public static String of(Report report) {
        var text = new StringBuilder();
        conditions(report).forEach(line -> text.append(line).append('\n'));
        text.append('\n');
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADER);
        report.comparisons().forEach(comparison -> rows.addAll(rows(comparison)));
        aligned(rows).forEach(line -> text.append(line).append('\n'));
        for (Comparison comparison : report.comparisons()) {
            if (!comparison.details().isEmpty()) {
                text.append('\n')
                        .append(comparison.scenario())
                        .append(", ")
                        .append(comparison.variant())
                        .append('\n');
                comparison
                        .details()
                        .forEach(line -> text.append("  ").append(line).append('\n'));
            }
        }
        return text.append('\n').append(legend(report)).append('\n').toString();
    }

    private static List<String> conditions(Report report) {
        Conditions conditions = report.conditions();
        List<String> lines = new ArrayList<>();
        lines.add("AsyncGate %s%s, measured %s"
                .formatted(
                        report.version(),
                        report.commit() == null ? "" : " (" + report.commit() + ")",
                        report.startedAt()));
        lines.add("%s; %s; Java %s".formatted(conditions.machine(), conditions.os(), conditions.java()));
        lines.add("PostgreSQL %s; data %s".formatted(conditions.postgres(), conditions.disk()));
        List<String> settings = conditions.settings().entrySet().stream()
                .filter(setting -> !setting.getValue().isEmpty())
                .map(setting -> setting.getKey() + " " + setting.getValue())
                .toList();
        for (int i = 0; i < settings.size(); i += SETTINGS_IN_A_LINE) {
            lines.add(String.join(", ", settings.subList(i, Math.min(i + SETTINGS_IN_A_LINE, settings.size()))));
        }
        if (!conditions.durable()) {
            lines.add("fsync or synchronous_commit is off, or the data lie in memory: THESE FIGURES DO NOT COUNT.");
        }
        return lines;
    }

    private static List<List<String>> rows(Comparison comparison) {
        List<List<String>> rows = new ArrayList<>();
        String own = comparison.unit().show(comparison.gate().median());
        if (comparison.goal() != null || comparison.besides().isEmpty()) {
            rows.add(row(comparison, own, "", "", comparison.gate(), comparison.goal(), false));
        }
        for (Comparison.Beside beside : comparison.besides()) {
            String figure = comparison.unit().show(beside.values().median());
            rows.add(row(comparison, own, beside.side(), figure, comparison.ratio(beside), beside.goal(), true));
        }
        return rows;
    }

    private static List<String> row(
            Comparison comparison,
            String own,
            String side,
            String figure,
            Spread judged,
            @Nullable Goal goal,
            boolean ratio) {
        Spread.Interval interval = judged.interval();
        String format = ratio ? "%.2f" : "%,.0f";
        return List.of(
                comparison.scenario(),
                comparison.variant(),
                own,
                side,
                figure,
                ratio ? String.format(Locale.ROOT, format, judged.median()) : "",
                String.format(
                        Locale.ROOT,
                        format + " to " + format + " (%.0f %%)",
                        interval.low(),
                        interval.high(),
                        interval.coverage() * 100),
                goal == null ? "" : goal + (goal.isMetBy(judged) ? " met" : " MISSED"));
    }

    private static List<String> aligned(List<List<String>> rows) {
        int columns = HEADER.size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return rows.stream()
                .map(row -> {
                    var line = new StringJoiner("  ");
                    for (int i = 0; i < columns; i++) {
                        line.add(padded(row.get(i), widths[i], i == 2 || i == 4 || i == 5));
                    }
                    return line.toString().stripTrailing();
                })
                .toList();
    }

    private static String padded(String text, int width, boolean right) {
        String space = " ".repeat(width - text.length());
        return right ? space + text : text + space;
    }

    private static String legend(Report report) {
        return """
                Figures are medians of %d rounds in which the sides took turns; each had fresh rows and ran warm for %d ms,
                then for %d ms that count. Ratio: AsyncGate's figure divided by the other's of the same round. Interval:
                where the median lies, by order statistics, with the share of such intervals that hold it. Floor: SQL
                written by hand that leaves the same rows, in a bare JDBC loop (floor/*.sql of asyncgate-bench).\
                """.formatted(
                        report.effort().rounds(),
                        report.effort().warmUp().toMillis(),
                        report.effort().measured().toMillis());
    }
}
