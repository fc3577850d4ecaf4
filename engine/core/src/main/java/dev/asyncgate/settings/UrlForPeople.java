package dev.asyncgate.settings;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Shows what somebody set as a URL, right or wrong, without anything that could be a user, password or token. */
final class UrlForPeople {

    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.:-]*)://.*", Pattern.DOTALL);

    /** Users end at the last @; what follows must look like host, port and path through and through. */
    private static final Pattern PLACE = Pattern.compile(
            "(?<scheme>[A-Za-z][A-Za-z0-9+.:-]*://)(?:.*@)?"
                    + "(?<place>(?:[A-Za-z0-9._-]|\\[[0-9a-fA-F:.]+])*(?::[0-9]+)?(?:/[^?@:]*)?)(?:\\?.*)?",
            Pattern.DOTALL);

    private UrlForPeople() {}

    /** Several URLs with commas between them. */
    static String list(String text) {
        return text.contains("@")
                ? one(text)
                : Arrays.stream(text.split(",", -1)).map(UrlForPeople::one).collect(Collectors.joining(","));
    }

    static String one(String text) {
        if (text.chars().noneMatch(c -> ":@?=".indexOf(c) >= 0)) {
            return text;
        }
        Matcher place = PLACE.matcher(text);
        boolean usersEndBeforeParameters = text.indexOf('?') < 0 || text.lastIndexOf('@') < text.indexOf('?');
        if (usersEndBeforeParameters && place.matches()) {
            return place.group("scheme") + place.group("place");
        }
        Matcher scheme = SCHEME.matcher(text);
        return scheme.matches() ? scheme.group(1) + "://…" : "…";
    }
}
