package dev.asyncgate.gateway.rest;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.gateway.call.Call;
import dev.asyncgate.gateway.call.Field;
import dev.asyncgate.gateway.call.Shape;
import dev.asyncgate.gateway.door.Refusal;
import dev.asyncgate.json.Json;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import org.eclipse.jetty.util.URIUtil;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Puts together what a request says in its path, its query and its body; the size is looked at before the body is read. */
final class RequestReader {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private RequestReader() {}

    static ObjectNode read(HttpServletRequest request, Routes.Route route) {
        Call call = route.call();
        ObjectNode members = call.takesBody() ? body(request, call.bodyBytes()) : NODES.objectNode();
        for (Field field : call.fields()) {
            switch (field.place()) {
                case PATH -> members.set(field.name(), value(field, parameter(route, field)));
                case QUERY -> members.set(field.name(), parameter(request, field));
                case BODY -> {}
            }
        }
        return members;
    }

    private static String parameter(Routes.Route route, Field field) {
        return URIUtil.decodePath(Objects.requireNonNull(route.parameters().get(field.name())));
    }

    private static JsonNode parameter(HttpServletRequest request, Field field) {
        String[] given = request.getParameterValues(field.name());
        if (given == null) {
            return NODES.nullNode();
        }
        if (given.length > 1) {
            throw GateException.invalid(
                    field.name(), "%s stands %,d times in the query.".formatted(field.name(), given.length));
        }
        return value(field, given[0]);
    }

    /** A text of the path or the query as the value that its shape names; if it is none, the text, which is then refused. */
    private static JsonNode value(Field field, String text) {
        return switch (field.shape()) {
            case Shape.Whole whole when text.matches("[+-]?\\d{1,19}") -> NODES.numberNode(new BigDecimal(text));
            case Shape.Flag flag
            when text.equals("true") || text.equals("false") -> NODES.booleanNode(Boolean.parseBoolean(text));
            default -> NODES.stringNode(text);
        };
    }

    private static ObjectNode body(HttpServletRequest request, int most) {
        String type = request.getContentType();
        long length = request.getContentLengthLong();
        if (length == 0 && type == null) {
            return NODES.objectNode();
        }
        requireJson(type);
        byte[] bytes = bytes(request, length, most);
        return bytes.length == 0 ? NODES.objectNode() : object(bytes);
    }

    private static void requireJson(@Nullable String type) {
        String plain = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!plain.equals("application/json")) {
            throw new Refusal(
                    415,
                    ErrorCode.INVALID_REQUEST,
                    "The body must be JSON: send it with Content-Type: application/json.");
        }
    }

    private static byte[] bytes(HttpServletRequest request, long length, int most) {
        if (length > most) {
            throw tooLarge(most);
        }
        try {
            InputStream in = request.getInputStream();
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw tooLarge(most);
            }
            return bytes;
        } catch (IOException e) {
            throw GateException.invalid("body", "The body broke off before its end.");
        }
    }

    /** What is left of the body is not read, so the connection is of no more use. */
    private static Refusal tooLarge(int most) {
        return new Refusal(
                413,
                ErrorCode.PAYLOAD_TOO_LARGE,
                "The body of this call may have at most %,d bytes.".formatted(most),
                java.util.Map.of("Connection", "close"));
    }

    private static ObjectNode object(byte[] bytes) {
        Json json = Json.parse("body", text(bytes));
        if (!json.isObject()) {
            throw GateException.invalid("body", "The body must be a JSON object.");
        }
        return (ObjectNode) json.node();
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw GateException.invalid("body", "The body is not UTF-8.");
        }
    }
}
