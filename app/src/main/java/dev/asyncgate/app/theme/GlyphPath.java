package dev.asyncgate.app.theme;

import org.jspecify.annotations.Nullable;

/** One glyph as SVG path data in a box of 16 units: what is filled (even-odd), what is stroked, and how thick. */
public record GlyphPath(@Nullable String fill, @Nullable String stroke, double strokeWidth) {}
