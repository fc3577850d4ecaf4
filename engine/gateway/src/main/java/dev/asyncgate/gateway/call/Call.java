package dev.asyncgate.gateway.call;

import dev.asyncgate.database.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One call of the contract.
 *
 * @param name in snake case, unique; with {@code asyncgate_} before it the name of its tool
 * @param method of HTTP
 * @param path as {@code /v1/tasks/{task_id}}
 * @param hints null when it is no tool of MCP
 * @param says what it does, for whoever is about to make it
 * @param fields what it takes
 * @param answer the members of what it gives back
 * @param bodyBytes the largest body that is read
 * @param insteadOfIt what to call instead; null unless it stays for old clients alone
 * @param watch sees each time it is made
 */
public record Call(
        String name,
        String method,
        String path,
        Access access,
        @Nullable Hints hints,
        String says,
        List<Field> fields,
        List<Field> answer,
        int bodyBytes,
        @Nullable String insteadOfIt,
        Watch watch,
        Handler handler) {

    private static final int SMALL_BODY = 512 * 1024;

    /** What a host may want to know before it lets an agent make the call. */
    public enum Hints {
        READ_ONLY,
        /** Repeating it with the same arguments changes nothing more. */
        IDEMPOTENT,
        /** Repeating it does more. */
        ADDITIVE,
        /** It ends something for good. */
        DESTRUCTIVE
    }

    /** Sees calls being made. */
    @FunctionalInterface
    public interface Watch {

        /** Has the call made, and gives back what that gives. */
        ObjectNode see(Call call, Caller caller, Supplier<ObjectNode> making);

        /** Sees a call together with another that stands inside. */
        default Watch around(Watch inner) {
            return (call, caller, making) -> see(call, caller, () -> inner.see(call, caller, making));
        }
    }

    /** Makes the call for a caller who may; the arguments have been checked against the fields. */
    @FunctionalInterface
    public interface Handler {
        ObjectNode run(Caller caller, Arguments in);
    }

    public Call {
        fields = List.copyOf(fields);
        answer = List.copyOf(answer);
    }

    /**
     * Makes it, in the name of the caller's trace; for a caller who may.
     *
     * @param members that the caller sent
     */
    public ObjectNode make(Caller caller, ObjectNode members) {
        return Trace.call(
                caller.traceId(),
                () -> watch.see(this, caller, () -> handler.run(caller, Arguments.checked(fields, members))));
    }

    /** The same call, seen by somebody who stands around those that see it already. */
    public Call watchedBy(Watch who) {
        return new Call(
                name,
                method,
                path,
                access,
                hints,
                says,
                fields,
                answer,
                bodyBytes,
                insteadOfIt,
                who.around(watch),
                handler);
    }

    /** Whether it stays for old clients alone. */
    public boolean deprecated() {
        return insteadOfIt != null;
    }

    /** Whether a request has members in its body. */
    public boolean takesBody() {
        return fields.stream().anyMatch(field -> field.place() == Field.Place.BODY);
    }

    static Builder get(String name, String path) {
        return new Builder(name, "GET", path);
    }

    static Builder post(String name, String path) {
        return new Builder(name, "POST", path);
    }

    static Builder put(String name, String path) {
        return new Builder(name, "PUT", path);
    }

    static Builder delete(String name, String path) {
        return new Builder(name, "DELETE", path);
    }

    /** Says a call part by part; not thread-safe. */
    static final class Builder {

        private final String name;
        private final String method;
        private final String path;
        private final List<Field> fields = new ArrayList<>();
        private final List<Field> answer = new ArrayList<>();
        private Access access = Access.ADMIN;
        private @Nullable Hints hints;
        private String says = "";
        private int bodyBytes = SMALL_BODY;
        private @Nullable String insteadOfIt;

        private Builder(String name, String method, String path) {
            this.name = name;
            this.method = method;
            this.path = path;
        }

        Builder access(Access who) {
            this.access = who;
            return this;
        }

        /** Offers it as a tool of MCP. */
        Builder tool(Hints what) {
            this.hints = what;
            return this;
        }

        Builder says(String what) {
            this.says = what;
            return this;
        }

        Builder bodyUpTo(int bytes) {
            this.bodyBytes = bytes;
            return this;
        }

        /** Keeps it for old clients alone. */
        Builder deprecatedFor(String instead) {
            this.insteadOfIt = instead;
            return this;
        }

        Builder takes(Field... some) {
            return takes(Arrays.asList(some));
        }

        Builder takes(List<Field> some) {
            fields.addAll(some);
            return this;
        }

        Builder answers(Field... some) {
            return answers(Arrays.asList(some));
        }

        Builder answers(List<Field> some) {
            answer.addAll(some);
            return this;
        }

        Call does(Handler handler) {
            return new Call(
                    name,
                    method,
                    path,
                    access,
                    hints,
                    says,
                    fields,
                    answer,
                    bodyBytes,
                    insteadOfIt,
                    (call, caller, making) -> making.get(),
                    handler);
        }
    }
}
