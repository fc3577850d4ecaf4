package dev.asyncgate.gateway.call;

import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import java.util.List;

/** The fields by which a caller names the principal that it speaks as, and what comes of them. */
final class Naming {

    static final Shape KIND = Shape.choice("agent", "worker", "service", "human", "system");
    /** Longer than an id may be: decorations are dropped before its length counts. */
    static final Shape RAW_ID = Shape.text(1, 10_000);

    /** In the query, for calls whose body is the thing itself. */
    static final List<Field> IN_QUERY = List.of(
            Field.query("principal_kind", KIND, "The kind of who makes the call; system is refused.")
                    .mandatory(),
            Field.query("principal_id", RAW_ID, "The id of who makes the call.").mandatory(),
            Field.query("principal_instance_id", Shape.NAME, "Tells instances of one principal apart."));

    /** In the query, where a call may also name nobody. */
    static final List<Field> OPTIONAL_IN_QUERY = List.of(
            Field.query("principal_kind", KIND, "The kind of the principal; goes with principal_id."),
            Field.query("principal_id", RAW_ID, "The id of the principal; goes with principal_kind."),
            Field.query("principal_instance_id", Shape.NAME, "Tells instances of one principal apart."));

    static final List<Field> IN_BODY = List.of(
            Field.of("principal_kind", KIND, "The kind of who makes the call; system is refused.")
                    .mandatory(),
            Field.of("principal_id", RAW_ID, "The id of who makes the call.").mandatory());

    /** Who operates; the holder of the key when nobody is named. */
    static final List<Field> OPERATOR = List.of(
            Field.of("principal_kind", KIND, "The kind of who operates; human when absent."),
            Field.of("principal_id", RAW_ID, "Who operates; the name of the key when absent."));

    static final Field WORKER_ID = Field.of("worker_id", RAW_ID, "The worker: the same in every call about a lease.")
            .mandatory();
    static final Field WORKER_KIND = Field.of("worker_kind", KIND, "What sort of actor works; worker when absent.");
    static final Field WORKER_INSTANCE =
            Field.of("worker_instance_id", Shape.NAME, "Tells instances of one worker apart.");

    private Naming() {}

    static Principal principal(Caller caller, Arguments in) {
        return caller.speakingAs(
                PrincipalKind.parse(in.text("principal_kind")),
                in.text("principal_id"),
                in.textOrNull("principal_instance_id"));
    }

    static Principal worker(Caller caller, Arguments in) {
        String kind = in.textOrNull("worker_kind");
        return caller.workingAs(
                kind == null ? PrincipalKind.WORKER : PrincipalKind.parse(kind),
                in.text("worker_id"),
                in.textOrNull("worker_instance_id"));
    }

    static Principal operator(Caller caller, Arguments in) {
        String kind = in.textOrNull("principal_kind");
        String id = in.textOrNull("principal_id");
        return caller.speakingAs(
                kind == null ? PrincipalKind.HUMAN : PrincipalKind.parse(kind), id == null ? caller.name() : id, null);
    }
}
