package dev.asyncgate.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** From text to tree. Jackson decides; only a text that it or the limits refuse is read again for a good message. */
final class JsonParsing {

    /** Longest number as sent; beyond it even one whose plain form is short is refused before anything is made of it. */
    static final int SENT_NUMBER_CHARACTERS = 2 * Limits.NUMBER_CHARACTERS;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(Limits.JSON_DEPTH)
                            .maxNumberLength(SENT_NUMBER_CHARACTERS)
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNameLength(Integer.MAX_VALUE)
                            .build())
                    // Keys are the callers' data: none is kept in a table that lives as long as the program.
                    .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private JsonParsing() {}

    static Json.Check check(String text) {
        JsonNode node = read(text);
        if (node != null && !node.isMissingNode() && JsonLimits.problem(node) == null) {
            return new Json.Check.Ok(Json.owning(node));
        }
        return JsonDiagnosis.of(text);
    }

    private static @Nullable JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException | NumberFormatException refused) {
            // The latter escapes Jackson for exponents beyond an int.
            return null;
        }
    }
}
