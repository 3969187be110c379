package io.vfioreplay.engine.travel;

import io.vfioreplay.engine.query.Filter;
import io.vfioreplay.engine.query.FilterSyntaxException;
import io.vfioreplay.engine.query.Suggestion;
import io.vfioreplay.engine.travel.FieldPattern.Becomes;
import io.vfioreplay.engine.travel.FieldPattern.Events;
import io.vfioreplay.engine.travel.FieldPattern.Leaves;
import io.vfioreplay.engine.travel.FieldPattern.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads a {@link FieldPattern}; what there is and in which order it is tried stands there. */
final class PatternParser {

    private static final Pattern MEMORY = Pattern.compile("mem(?:ory)?\\s+(\\S+?)(?:\\s*\\.\\.\\s*(\\S+))?");
    private static final Pattern EVENT = Pattern.compile("event\\s+(.+)");
    private static final Pattern COMPARISON =
            Pattern.compile("([^\\s=!<>~]+)\\s*(==|=|!=|<=|>=|<|>|~)\\s*(\"[^\"]*\"|'[^']*'|\\S+)");
    private static final Pattern PATH = Pattern.compile("[^\\s=!<>~(){}\"']+");

    private final String text;
    private final int device;

    PatternParser(String text, int device) {
        this.text = text;
        this.device = device;
    }

    FieldPattern parse() {
        if (text.isEmpty()) {
            throw new PatternException(
                    "nothing was named: give a field such as device0/state, bar0/0x10, mem 0x1000..0x1fff or a filter");
        }
        Matcher memory = MEMORY.matcher(text);
        if (memory.matches()) {
            return memory(memory.group(1), Optional.ofNullable(memory.group(2)));
        }
        Matcher event = EVENT.matcher(text);
        if (event.matches()) {
            return events(event.group(1));
        }
        Matcher comparison = COMPARISON.matcher(text);
        if (comparison.matches()) {
            List<String> globs = globs(comparison.group(1));
            return globs.isEmpty() ? events(text) : becomes(globs, comparison);
        }
        return PATH.matcher(text).matches() ? pathOrField() : events(text);
    }

    private FieldPattern pathOrField() {
        List<String> globs = globs(text);
        if (!globs.isEmpty()) {
            return new Leaves(text, globs);
        }
        try {
            return new Events(text, Filter.parse(text));
        } catch (FilterSyntaxException neither) {
            throw new PatternException("\"" + text + "\" is no field of the state and no filter"
                    + suggestion()
                            .map(near -> "; did you mean " + near + "?")
                            .orElse("; see the paths that print shows"));
        }
    }

    private Optional<String> suggestion() {
        TreeSet<String> known = new TreeSet<>();
        for (FieldRow row : FieldTable.all()) {
            String path = row.paths().text();
            known.add(path.substring(path.indexOf('/') + 1));
            known.add(path);
        }
        return Suggestion.nearest(text, known);
    }

    private FieldPattern events(String filter) {
        return new Events(text, Filter.parse(filter));
    }

    private FieldPattern becomes(List<String> globs, Matcher matcher) {
        String value = matcher.group(3);
        boolean quoted = value.length() > 1 && (value.startsWith("\"") || value.startsWith("'"));
        String bare = quoted ? value.substring(1, value.length() - 1) : value;
        if (matcher.group(2).equals("~")) {
            checkExpression(bare);
        }
        return new Becomes(text, new Leaves(matcher.group(1), globs), matcher.group(2), bare);
    }

    private static void checkExpression(String expression) {
        try {
            Pattern.compile(expression);
        } catch (PatternSyntaxException wrong) {
            throw new PatternException("\"" + expression + "\" is no regular expression: " + wrong.getDescription());
        }
    }

    private FieldPattern memory(String from, Optional<String> to) {
        int dots = from.indexOf("..");
        String first = dots < 0 ? from : from.substring(0, dots);
        String last = dots < 0 ? to.orElse(from) : from.substring(dots + 2);
        long begin = address(first);
        long end = address(last);
        if (Long.compareUnsigned(begin, end) > 0) {
            throw new PatternException("the range \"" + text + "\" ends before it begins");
        }
        return new Memory(text, device, begin, end);
    }

    private static long address(String word) {
        OptionalLong number = LeafComparison.number(word);
        return number.orElseThrow(
                () -> new PatternException("\"" + word + "\" is no address: write mem 0x1000..0x1fff, or mem 4096"));
    }

    /** The paths that a text means: it itself, below the device, and its leaves where it is a register; empty when there are none. */
    private List<String> globs(String path) {
        List<String> globs = new ArrayList<>();
        String owner = device == FieldPattern.EVERY_DEVICE ? "device*/" : "device" + device + "/";
        for (String whole : List.of(path, owner + path)) {
            String[] segments = whole.split("/", -1);
            boolean register =
                    segments.length == 3 && segments[0].startsWith("device") && RegisterPath.isRegion(segments[1]);
            if (register && isOffset(segments[2])) {
                globs.add(whole + "/read");
                globs.add(whole + "/written");
            }
            if (isKnown(new Glob(whole))) {
                globs.add(whole);
            }
            if (!globs.isEmpty()) {
                return globs;
            }
        }
        return globs;
    }

    private static boolean isOffset(String segment) {
        return segment.startsWith("0x") || segment.equals("*");
    }

    private static boolean isKnown(Glob glob) {
        return FieldTable.all().stream().anyMatch(row -> row.paths().overlaps(glob))
                || RegisterPath.PATHS.stream().anyMatch(glob::overlaps);
    }
}
