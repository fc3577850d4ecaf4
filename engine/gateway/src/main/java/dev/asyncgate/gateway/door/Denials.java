package dev.asyncgate.gateway.door;

import dev.asyncgate.access.ApiKey;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.gateway.call.Caller;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps for the audit who was not let in, and who was not allowed what. The engine bounds how much. Thread-safe. */
public final class Denials {

    private static final Logger LOG = LoggerFactory.getLogger(Denials.class);

    private static final int MOST_CHARACTERS = 200;

    private final Gate gate;

    Denials(Gate gate) {
        this.gate = gate;
    }

    /** Keeps the problem if it is a denial. One that cannot be kept is in the log alone: the answer is the same. */
    void keep(HttpServletRequest request, RuntimeException problem) {
        Caller caller = Door.callerOrNull(request);
        String call = request.getMethod() + " " + request.getRequestURI();
        keep(gate, caller == null ? null : caller.key(), Door.address(request), call, problem);
    }

    /** The same for somebody whom the door let in, and whose call is named by more than the request. */
    public static void keep(Caller caller, String call, RuntimeException problem) {
        keep(caller.gate(), caller.key(), caller.address(), call, problem);
    }

    private static void keep(Gate gate, @Nullable ApiKey key, String address, String call, RuntimeException problem) {
        ErrorCode code = code(problem);
        if (code != ErrorCode.UNAUTHENTICATED && code != ErrorCode.UNAUTHORIZED) {
            return;
        }
        try {
            gate.recordRefusal(new dev.asyncgate.access.Refusal(
                    key == null ? Gate.DEFAULT_TENANT : key.tenantId(),
                    key == null ? null : key.keyId(),
                    null,
                    cut(call),
                    code,
                    address,
                    cut(String.valueOf(problem.getMessage()))));
        } catch (GateException e) {
            LOG.warn("A refusal ({}) is not in the audit: {}", code, e.getMessage());
        }
    }

    private static @Nullable ErrorCode code(RuntimeException problem) {
        return switch (problem) {
            case GateException refused -> refused.code();
            case Refusal refused -> refused.code();
            default -> null;
        };
    }

    private static String cut(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS);
    }
}
