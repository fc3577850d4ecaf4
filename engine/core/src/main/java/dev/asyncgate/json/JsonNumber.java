package dev.asyncgate.json;

import java.math.BigDecimal;
import java.math.MathContext;

/** The two written forms of a number, and their size before either is made. */
final class JsonNumber {

    private JsonNumber() {}

    /**
     * The length of {@link BigDecimal#toPlainString} from precision and scale alone: {@code 1e131071} must cost nothing.
     */
    static long plainLength(BigDecimal number) {
        int sign = number.signum() < 0 ? 1 : 0;
        return sign + plainLength(number.signum() == 0, number.precision(), number.scale());
    }

    /** As above, without the sign; for digits that were not yet made a number. */
    static long plainLength(boolean zero, long precision, long scale) {
        if (scale <= 0) {
            return zero ? 1 : precision - scale;
        }
        // Either digits around a point, or "0." and as many digits as the scale says.
        return precision > scale ? precision + 1 : scale + 2;
    }

    /**
     * As ECMAScript writes the double when the number is exactly its double's shortest text, otherwise in plain decimal
     * without trailing zeros.
     */
    static String canonical(BigDecimal number) {
        if (number.signum() == 0) {
            return "0";
        }
        double asDouble = number.doubleValue();
        if (Double.isFinite(asDouble) && asDouble != 0) {
            BigDecimal shortest = shortest(asDouble);
            if (shortest.compareTo(number) == 0) {
                return ecmaScript(shortest.stripTrailingZeros());
            }
        }
        return number.stripTrailingZeros().toPlainString();
    }

    /**
     * The shortest decimal that reads back as the double. {@link Double#toString(double)} finds it except where one
     * digit suffices, since it always writes two: 4.9E-324 for ECMAScript's 5e-324.
     */
    static BigDecimal shortest(double value) {
        BigDecimal text = new BigDecimal(Double.toString(value));
        BigDecimal oneDigit = text.round(new MathContext(1));
        return oneDigit.doubleValue() == value ? oneDigit : text;
    }

    /** ECMA-262, Number::toString with radix 10; the number has no trailing zeros and is not zero. */
    private static String ecmaScript(BigDecimal number) {
        int exponent = number.precision() - number.scale() - 1;
        if (exponent > -7 && exponent < 21) {
            return number.toPlainString();
        }
        String digits = number.unscaledValue().abs().toString();
        String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
        String sign = number.signum() < 0 ? "-" : "";
        return sign + digits.charAt(0) + fraction + "e" + (exponent < 0 ? "" : "+") + exponent;
    }
}
