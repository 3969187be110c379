package io.vfioreplay.engine.travel;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Compares the text of a leaf with what a person wrote: as unsigned numbers where both are, else as text. */
final class LeafComparison {

    private static final String HEX = "0x";

    private LeafComparison() {}

    /** Whether the comparison holds; an order of what is no number never does. */
    static boolean holds(String leaf, String comparison, String value) {
        if (comparison.equals("~")) {
            return Pattern.compile(value).matcher(leaf).find();
        }
        OptionalLong left = number(leaf);
        OptionalLong right = number(value);
        boolean numbers = left.isPresent() && right.isPresent();
        boolean equal = numbers ? left.getAsLong() == right.getAsLong() : leaf.equals(value);
        int order = numbers ? Long.compareUnsigned(left.getAsLong(), right.getAsLong()) : 0;
        return switch (comparison) {
            case "==", "=" -> equal;
            case "!=" -> !equal;
            case "<" -> numbers && order < 0;
            case "<=" -> numbers && order <= 0;
            case ">" -> numbers && order > 0;
            case ">=" -> numbers && order >= 0;
            default -> throw new IllegalStateException("no comparison " + comparison);
        };
    }

    /** The number that a text is, decimal or {@code 0x}; empty when it is none of at most 64 bits. */
    static OptionalLong number(String text) {
        try {
            return OptionalLong.of(
                    text.startsWith(HEX)
                            ? Long.parseUnsignedLong(text.substring(HEX.length()), 16)
                            : Long.parseUnsignedLong(text));
        } catch (NumberFormatException notANumber) {
            return OptionalLong.empty();
        }
    }
}
