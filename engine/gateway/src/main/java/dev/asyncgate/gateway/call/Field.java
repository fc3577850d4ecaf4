package dev.asyncgate.gateway.call;

/**
 * A named value of a request or an answer. Null equals absent for what is not required; an answer has every member that
 * it names, and those that are not required may be null.
 *
 * @param name on the wire
 * @param place where a request over HTTP carries it; says nothing for a member of an answer or of another field
 * @param says one sentence for readers of the documents
 */
public record Field(String name, Place place, Shape shape, boolean required, String says) {

    /** The part of an HTTP request. */
    public enum Place {
        PATH,
        QUERY,
        BODY
    }

    /** A part of the path: always there. */
    public static Field path(String name, Shape shape, String says) {
        return new Field(name, Place.PATH, shape, true, says);
    }

    /** A parameter of the query that may be left out. */
    public static Field query(String name, Shape shape, String says) {
        return new Field(name, Place.QUERY, shape, false, says);
    }

    /** A member of the body that may be left out, or a member of an answer that may be null. */
    public static Field of(String name, Shape shape, String says) {
        return new Field(name, Place.BODY, shape, false, says);
    }

    /** The same, which must be there. */
    public Field mandatory() {
        return new Field(name, place, shape, true, says);
    }
}
