package dev.asyncgate.backup;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.exc.JsonNodeException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an archive says about itself.
 *
 * @param productVersion    of the AsyncGate that wrote it
 * @param schemaNumber      of the newest migration in the schema that was written
 * @param postgresqlVersion of the server that it was read from, as the server says it
 * @param takenAt           the instant of which the archive is a picture, by that server's clock
 * @param epoch             the ledger's highest; positions of receipts made after a restore begin above it
 * @param tables            in an order in which they can be filled: each after those that it refers to
 */
public record Manifest(
        String productVersion,
        int schemaNumber,
        String postgresqlVersion,
        Instant takenAt,
        int epoch,
        List<Table> tables) {

    /**
     * One table.
     *
     * @param columns in the order of its lines
     * @param rows    how many it has
     * @param sha256  of its lines, in lower-case hex
     */
    public record Table(String name, List<String> columns, long rows, String sha256) {
        public Table {
            columns = List.copyOf(columns);
        }
    }

    private static final String FORMAT = "asyncgate-backup-1";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    public Manifest {
        tables = List.copyOf(tables);
    }

    /** How many rows all tables have together. */
    public long rows() {
        return tables.stream().mapToLong(Table::rows).sum();
    }

    Optional<Table> table(String name) {
        return tables.stream().filter(table -> table.name().equals(name)).findFirst();
    }

    String toJson() {
        ObjectNode manifest = JSON.createObjectNode();
        manifest.put("format", FORMAT);
        manifest.put("product_version", productVersion);
        manifest.put("schema_number", schemaNumber);
        manifest.put("postgresql_version", postgresqlVersion);
        manifest.put("taken_at", takenAt.toString());
        manifest.put("epoch", epoch);
        ArrayNode array = manifest.putArray("tables");
        for (Table table : tables) {
            ObjectNode entry = array.addObject();
            entry.put("name", table.name());
            table.columns().forEach(entry.putArray("columns")::add);
            entry.put("rows", table.rows());
            entry.put("sha256", table.sha256());
        }
        return JSON.writeValueAsString(manifest) + "\n";
    }

    /** Reads what {@link #toJson} wrote. */
    static Manifest parse(String text) throws DamagedException {
        try {
            JsonNode manifest = JSON.readTree(text);
            if (!FORMAT.equals(manifest.path("format").stringValue(""))) {
                throw new DamagedException("its manifest is not of the format " + FORMAT);
            }
            return new Manifest(
                    manifest.required("product_version").stringValue(),
                    manifest.required("schema_number").intValue(),
                    manifest.required("postgresql_version").stringValue(),
                    Instant.parse(manifest.required("taken_at").stringValue()),
                    manifest.required("epoch").intValue(),
                    list(manifest.required("tables")).stream()
                            .map(Manifest::table)
                            .toList());
        } catch (JacksonException | java.time.format.DateTimeParseException e) {
            throw new DamagedException("its manifest can't be read", e);
        }
    }

    private static Table table(JsonNode entry) throws JsonNodeException {
        return new Table(
                entry.required("name").stringValue(),
                list(entry.required("columns")).stream()
                        .map(JsonNode::stringValue)
                        .toList(),
                entry.required("rows").longValue(),
                entry.required("sha256").stringValue());
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
