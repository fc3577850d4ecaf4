package dev.asyncgate.app.leases;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Orders names as people do: gpu-9 before gpu-10. */
final class NaturalOrder implements Comparator<String> {

    private static final Pattern PART = Pattern.compile("\\d{1,18}|\\D+|\\d+");

    @Override
    public int compare(String a, String b) {
        Matcher left = PART.matcher(a);
        Matcher right = PART.matcher(b);
        while (left.find() && right.find()) {
            int difference = compareParts(left.group(), right.group());
            if (difference != 0) {
                return difference;
            }
        }
        int byLength = Integer.compare(a.length(), b.length());
        return byLength != 0 ? byLength : a.compareTo(b);
    }

    private static int compareParts(String a, String b) {
        if (isNumber(a) && isNumber(b)) {
            return Long.compare(Long.parseLong(a), Long.parseLong(b));
        }
        return a.compareTo(b);
    }

    private static boolean isNumber(String part) {
        return Character.isDigit(part.charAt(0)) && part.length() <= 18;
    }
}
