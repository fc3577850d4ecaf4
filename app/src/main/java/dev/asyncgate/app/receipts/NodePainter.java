package dev.asyncgate.app.receipts;

import dev.asyncgate.app.receipt.Role;
import dev.asyncgate.app.receipts.graph.Box;
import dev.asyncgate.app.receipts.graph.GraphNode;
import dev.asyncgate.app.receipts.graph.GraphNode.BucketNode;
import dev.asyncgate.app.receipts.graph.GraphNode.ReceiptNode;
import dev.asyncgate.app.receipts.graph.GraphNode.StackNode;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Ink;
import dev.asyncgate.app.theme.Palette;
import dev.asyncgate.app.theme.StateLook;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Durations;
import dev.asyncgate.app.words.Instants;
import dev.asyncgate.lineage.LineageSummary;
import dev.asyncgate.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/** Paints nodes, in px of the graph: the outline is the role, the mark the type. */
final class NodePainter {

    /** Below this scale nodes are blocks of colour, and below the other one they have no text. */
    private static final double BLOCKS = 0.3;

    private static final double NO_TEXT = 0.5;
    private static final double CORNER = 4;
    private static final double SLANT = 8;
    private static final List<TaskStatus> STATES = List.of(
            TaskStatus.FAILED,
            TaskStatus.CANCELED,
            TaskStatus.QUEUED,
            TaskStatus.LEASED,
            TaskStatus.RUNNING,
            TaskStatus.SUCCEEDED);

    private final Ink canvas;
    private final Palette palette;
    private final TextFit text;
    private final Texts texts;

    NodePainter(Ink canvas, Palette palette, TextFit text, Texts texts) {
        this.canvas = canvas;
        this.palette = palette;
        this.text = text;
        this.texts = texts;
    }

    void paint(GraphNode node, View view) {
        canvas.setGlobalAlpha(view.alpha(node.id()));
        boolean selected = node.id().equals(view.selected());
        if (view.viewport().scale() < BLOCKS && !selected) {
            block(node);
            return;
        }
        if (selected) {
            halo(node, 8);
        } else if (view.matches().contains(node.id())) {
            halo(node, 6);
        }
        switch (node) {
            case ReceiptNode receipt ->
                receipt(receipt, selected, view.viewport().scale() >= NO_TEXT);
            case StackNode stack -> stack(stack, selected, view.viewport().scale() >= NO_TEXT);
            case BucketNode bucket -> bucket(bucket, selected, view.viewport().scale() >= NO_TEXT);
        }
        Instant openSince = node.openSince();
        if (openSince != null && node instanceof ReceiptNode) {
            age(node.box(), Duration.between(openSince, view.now()));
        }
    }

    private void block(GraphNode node) {
        canvas.setFill(isAmber(node) ? palette.attention() : palette.textSubtle());
        Box box = node.box();
        canvas.fillRect(box.x(), box.y(), box.w(), box.h());
    }

    private void halo(GraphNode node, double width) {
        outline(node);
        canvas.setStroke(palette.colour("color-accent-muted"));
        canvas.setLineWidth(width);
        canvas.setLineDashes();
        canvas.stroke();
    }

    private void receipt(ReceiptNode node, boolean selected, boolean written) {
        Role role = node.role();
        boolean plain = role == Role.OTHER;
        outline(node);
        canvas.setFill(fill(node, selected));
        canvas.fill();
        canvas.setStroke(line(node, selected));
        canvas.setLineWidth(selected ? 2 : plain ? 1 : 1.4);
        dashes(role.isSuspect());
        canvas.stroke();
        canvas.setLineDashes();
        Box box = node.box();
        String type = node.receipt().type().wireName();
        Glyphs.paint(canvas, Glyphs.receiptPath(type), box.x() + 12, box.y() + 7, 14, mark(node));
        if (written) {
            String time = Instants.second(node.receipt().createdAt());
            double right = box.right() - (plain ? 8 : 13);
            data(time, right, box.y() + 18);
            Font font = plain ? TextFit.LABEL : TextFit.LABEL_STRONG;
            canvas.setFont(font);
            canvas.setFill(palette.text());
            canvas.fillText(
                    text.fit(type.replace("receipt.", ""), font, right - 52 - box.x() - 33),
                    box.x() + 33,
                    box.y() + 18);
        }
    }

    /** The outline of what stands for several. */
    private void stacked(GraphNode node, boolean selected) {
        Box box = node.box();
        canvas.setFill(palette.inset());
        canvas.setStroke(palette.border());
        canvas.setLineWidth(1);
        canvas.setLineDashes();
        canvas.fillRoundRect(box.x() + 4, box.y() + 4, box.w(), box.h(), 2 * CORNER, 2 * CORNER);
        canvas.strokeRoundRect(box.x() + 4, box.y() + 4, box.w(), box.h(), 2 * CORNER, 2 * CORNER);
        outline(node);
        canvas.setFill(fill(node, selected));
        canvas.fill();
        canvas.setStroke(line(node, selected));
        canvas.setLineWidth(selected ? 2 : 1);
        canvas.stroke();
    }

    private void bucket(BucketNode node, boolean selected, boolean written) {
        stacked(node, selected);
        Box box = node.box();
        LineageSummary.Bucket bucket = node.bucket();
        if (written) {
            String words = texts.text("receipts.tasks", bucket.tasks());
            canvas.setFont(TextFit.LABEL_STRONG);
            canvas.setFill(palette.text());
            canvas.fillText(words, box.x() + 10, box.y() + 17);
        }
        if (bucket.open() > 0) {
            canvas.setStroke(palette.attention());
            canvas.setLineWidth(1.7);
            canvas.strokeOval(box.right() - 19, box.y() + 8.5, 9, 9);
            if (written) {
                canvas.setFont(TextFit.SMALL_DATA);
                canvas.setFill(palette.colour("color-warning-fg"));
                canvas.setTextAlign(TextAlignment.RIGHT);
                canvas.fillText(Integer.toString(bucket.open()), box.right() - 24, box.y() + 17);
                canvas.setTextAlign(TextAlignment.LEFT);
            }
        }
        states(bucket, box);
    }

    /** One bar for all states, those that ended badly first; each that there is has at least 2 px. */
    private void states(LineageSummary.Bucket bucket, Box box) {
        double x = box.x() + 10;
        double room = box.w() - 20;
        for (TaskStatus status : STATES) {
            int tasks = bucket.states().getOrDefault(status, 0);
            if (tasks > 0) {
                double width = Math.min(Math.max(2, (box.w() - 20) * tasks / bucket.tasks()), room);
                canvas.setFill(
                        palette.colour(StateLook.ofTask(status.wireName()).token()));
                canvas.fillRect(x, box.y() + 25, width, 5);
                x += width;
                room -= width;
            }
        }
    }

    private void stack(StackNode node, boolean selected, boolean written) {
        stacked(node, selected);
        Box box = node.box();
        Color state = palette.colour(StateLook.ofTask(node.status()).token());
        Glyphs.paint(canvas, Glyphs.statePath(node.status()), box.x() + 12, box.y() + 8, 12, state);
        if (written) {
            String count = texts.text("receipts.stack", node.receipts());
            double right = box.right() - (node.isOpen() ? 28 : 8);
            data(count, right, box.y() + 18);
            canvas.setFont(TextFit.LABEL_STRONG);
            canvas.setFill(palette.text());
            double left = box.x() + 33;
            double room = right - text.width(count, TextFit.SMALL_DATA) - 8 - left;
            canvas.fillText(text.fit(node.type(), TextFit.LABEL_STRONG, room), left, box.y() + 18);
        }
        if (node.isOpen()) {
            canvas.setStroke(palette.attention());
            canvas.setLineWidth(1.7);
            canvas.strokeOval(box.right() - 20, box.centreY() - 4.5, 9, 9);
        }
    }

    private void data(String word, double right, double baseline) {
        canvas.setFont(TextFit.SMALL_DATA);
        canvas.setFill(palette.textMuted());
        canvas.setTextAlign(TextAlignment.RIGHT);
        canvas.fillText(word, right, baseline);
        canvas.setTextAlign(TextAlignment.LEFT);
    }

    private void age(Box box, Duration age) {
        String words = texts.text("receipts.open_for", Durations.words(age));
        double width = Math.max(92, text.width(words, TextFit.LABEL_STRONG) + 16);
        double left = box.right() + 12 - width;
        canvas.setFill(palette.colour("color-warning-emphasis"));
        canvas.fillRoundRect(left, box.y() - 22, width, 18, 6, 6);
        canvas.setFont(TextFit.LABEL_STRONG);
        canvas.setFill(palette.colour("color-fg-emphasis"));
        canvas.setTextAlign(TextAlignment.CENTER);
        canvas.fillText(words, left + width / 2, box.y() - 9);
        canvas.setTextAlign(TextAlignment.LEFT);
    }

    private void dashes(boolean dashed) {
        canvas.setLineCap(StrokeLineCap.BUTT);
        if (dashed) {
            canvas.setLineDashes(4, 3);
        } else {
            canvas.setLineDashes();
        }
    }

    private void outline(GraphNode node) {
        Role role = node instanceof ReceiptNode receipt ? receipt.role() : Role.OTHER;
        Box box = node.box();
        canvas.beginPath();
        switch (role) {
            case OBLIGATION -> hexagon(box);
            case TERMINATOR, WITHOUT_PROOF -> rounded(box, box.h() / 2);
            case ANOMALY, OTHER -> rounded(box, CORNER);
        }
        canvas.closePath();
    }

    private void hexagon(Box box) {
        canvas.moveTo(box.x() + SLANT, box.y());
        canvas.lineTo(box.right() - SLANT, box.y());
        canvas.lineTo(box.right(), box.centreY());
        canvas.lineTo(box.right() - SLANT, box.bottom());
        canvas.lineTo(box.x() + SLANT, box.bottom());
        canvas.lineTo(box.x(), box.centreY());
    }

    private void rounded(Box box, double radius) {
        canvas.moveTo(box.x() + radius, box.y());
        canvas.arcTo(box.right(), box.y(), box.right(), box.centreY(), radius);
        canvas.arcTo(box.right(), box.bottom(), box.centreX(), box.bottom(), radius);
        canvas.arcTo(box.x(), box.bottom(), box.x(), box.centreY(), radius);
        canvas.arcTo(box.x(), box.y(), box.centreX(), box.y(), radius);
    }

    private Color fill(GraphNode node, boolean selected) {
        if (selected) {
            return palette.colour("color-accent-subtle");
        }
        boolean amber = node instanceof ReceiptNode receipt && (receipt.isOpen() || receipt.role() == Role.ANOMALY);
        return amber ? palette.colour("color-warning-subtle") : palette.overlay();
    }

    private Color line(GraphNode node, boolean selected) {
        if (selected) {
            return palette.colour("color-accent-fg");
        }
        if (isAmber(node) && !(node instanceof BucketNode)) {
            return palette.attention();
        }
        boolean plain = !(node instanceof ReceiptNode receipt) || receipt.role() == Role.OTHER;
        return plain ? palette.border() : palette.textSubtle();
    }

    static boolean isAmber(GraphNode node) {
        return node.isOpen()
                || switch (node) {
                    case ReceiptNode receipt -> receipt.role().isSuspect();
                    case StackNode stack -> stack.suspect();
                    case BucketNode ignored -> false;
                };
    }

    private Color mark(ReceiptNode node) {
        if (isAmber(node)) {
            return palette.attention();
        }
        return switch (node.receipt().type()) {
            case TASK_ACCEPTED -> palette.colour("ag-state-leased");
            case TASK_STARTED -> palette.colour("ag-state-running");
            case TASK_COMPLETED, TASK_AMENDED -> palette.colour("ag-state-succeeded");
            case TASK_FAILED -> palette.colour("ag-state-failed");
            case TASK_CANCELED, TASK_WAIVED -> palette.colour("ag-state-canceled");
            case TASK_RETRY_SCHEDULED -> palette.colour("ag-lease-retried");
            case LEASE_EXPIRED -> palette.colour("ag-lease-expired");
            case LEASE_RELEASED -> palette.colour("ag-lease-released");
            case LEASE_REVOKED -> palette.colour("ag-lease-revoked");
            default -> palette.textMuted();
        };
    }
}
