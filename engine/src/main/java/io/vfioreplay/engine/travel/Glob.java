package io.vfioreplay.engine.travel;

import java.util.List;

/**
 * A pattern of paths: {@code *} stands for any characters within a segment, {@code **} for any number of segments. Immutable.
 *
 * @param text as it was written
 * @param segments between the slashes
 */
record Glob(String text, List<String> segments) {

    private static final String ANY_SEGMENTS = "**";
    private static final String ANY = "*";

    Glob(String text) {
        this(text, List.of(text.split("/", -1)));
    }

    /** Keeps a copy of the list. */
    Glob {
        segments = List.copyOf(segments);
    }

    /** Whether it is one path. */
    boolean isPath() {
        return !text.contains(ANY);
    }

    /** Whether this path is one of those that are meant. */
    boolean matches(String path) {
        return isPath() ? path.equals(text) : overlaps(new Glob(path));
    }

    /** Whether there is a path that both stand for. */
    boolean overlaps(Glob other) {
        return overlap(segments, other.segments);
    }

    /** Whether the first segment of a path may be this text. */
    boolean beginsWith(String segment) {
        String first = segments.get(0);
        return first.equals(ANY_SEGMENTS) || overlap(first, segment);
    }

    private static boolean overlap(List<String> left, List<String> right) {
        if (left.isEmpty() || right.isEmpty()) {
            List<String> rest = left.isEmpty() ? right : left;
            return rest.stream().allMatch(ANY_SEGMENTS::equals);
        }
        List<String> leftRest = left.subList(1, left.size());
        List<String> rightRest = right.subList(1, right.size());
        if (left.get(0).equals(ANY_SEGMENTS)) {
            return overlap(leftRest, right) || overlap(left, rightRest);
        }
        if (right.get(0).equals(ANY_SEGMENTS)) {
            return overlap(left, rightRest) || overlap(leftRest, right);
        }
        return overlap(left.get(0), right.get(0)) && overlap(leftRest, rightRest);
    }

    /** Whether two texts with {@code *} in them can be the same; every pair of prefixes is decided once. */
    private static boolean overlap(String left, String right) {
        boolean[][] can = new boolean[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                boolean stars = (i > 0 && left.charAt(i - 1) == '*' && (can[i - 1][j] || (j > 0 && can[i][j - 1])))
                        || (j > 0 && right.charAt(j - 1) == '*' && (can[i][j - 1] || (i > 0 && can[i - 1][j])));
                boolean same = i > 0 && j > 0 && can[i - 1][j - 1] && left.charAt(i - 1) == right.charAt(j - 1);
                can[i][j] = (i == 0 && j == 0) || stars || same;
            }
        }
        return can[left.length()][right.length()];
    }
}
