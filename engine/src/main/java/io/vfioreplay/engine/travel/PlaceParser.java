package io.vfioreplay.engine.travel;

import io.vfioreplay.engine.query.Suggestion;
import io.vfioreplay.hardware.migration.StateV2;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a {@link Place}; what there is and in which order it is tried stands there. */
final class PlaceParser {

    private static final Pattern WITH_ARGUMENT = Pattern.compile("(finding|marker)\\s+(.+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern RECORD = Pattern.compile("#([0-9_]{1,19})");
    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,15})?)\\s*%");
    private static final Pattern POSITION = Pattern.compile("([+-]?)(0x[0-9a-fA-F_]{1,16}|[0-9][0-9_]{0,24})");
    private static final Pattern DURATION =
            Pattern.compile("([+-]?)([0-9]{1,12}(?:\\.[0-9]{1,9})?)\\s*(ns|us|ms|s|min|h)");
    private static final Pattern INSTANT = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T.+");
    private static final Pattern PHASE =
            Pattern.compile("(?:(?:device|d)([0-9]{1,9})\\s+)?(?:(v1(?:-[a-z0-9]+)?)\\s+)?(\\S+)");

    private static final Map<String, Place.Named> NAMES = Map.of(
            "start", Place.Named.START,
            "begin", Place.Named.START,
            "end", Place.Named.END,
            "failure", Place.Named.FAILURE,
            "parting", Place.Named.PARTING,
            "first finding", Place.Named.FIRST_FINDING,
            "finding", Place.Named.FIRST_FINDING);

    private final String text;

    PlaceParser(String text) {
        this.text = text;
    }

    Place parse() {
        String word = text.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        Place.Named named = NAMES.get(word);
        if (named != null) {
            return named;
        }
        Matcher argument = WITH_ARGUMENT.matcher(text);
        if (argument.matches()) {
            return argument.group(1).equalsIgnoreCase("marker")
                    ? new Place.Marker(argument.group(2))
                    : new Place.Finding(argument.group(2).toUpperCase(Locale.ROOT));
        }
        return record().or(this::percent)
                .or(this::position)
                .or(this::duration)
                .or(this::instant)
                .or(this::timeOfDay)
                .or(this::phase)
                .orElseThrow(this::unknown);
    }

    private Optional<Place> record() {
        Matcher matcher = RECORD.matcher(text);
        return matcher.matches() ? Optional.of(new Place.RecordNumber(number(matcher.group(1)))) : Optional.empty();
    }

    private Optional<Place> percent() {
        Matcher matcher = PERCENT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        double percent = Double.parseDouble(matcher.group(1));
        if (percent > 100) {
            throw new PlaceException(text + " is beyond the end: a part of the journal is from 0% to 100%");
        }
        return Optional.of(new Place.Percent(percent));
    }

    private Optional<Place> position() {
        Matcher matcher = POSITION.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long number = number(matcher.group(2));
        return Optional.of(
                switch (matcher.group(1)) {
                    case "+" -> new Place.Relative(number);
                    case "-" -> new Place.Relative(-number);
                    default -> new Place.Position(number);
                });
    }

    private long number(String digits) {
        String bare = digits.replace("_", "");
        OptionalLong number = LeafComparison.number(bare.toLowerCase(Locale.ROOT));
        if (number.isEmpty() || number.getAsLong() < 0) {
            throw new PlaceException("\"" + text + "\" is too large for a position");
        }
        return number.getAsLong();
    }

    private Optional<Place> duration() {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        if (matcher.group(1).equals("-")) {
            throw new PlaceException(
                    "\"" + text + "\" is before the start: times count from the first event, as in +1.5s");
        }
        BigDecimal nanos = new BigDecimal(matcher.group(2)).multiply(BigDecimal.valueOf(unitNanos(matcher.group(3))));
        return Optional.of(new Place.SinceStart(nanos.setScale(0, RoundingMode.DOWN)
                .min(BigDecimal.valueOf(Long.MAX_VALUE))
                .longValue()));
    }

    private static long unitNanos(String unit) {
        return switch (unit) {
            case "ns" -> 1;
            case "us" -> 1_000;
            case "ms" -> 1_000_000;
            case "s" -> 1_000_000_000;
            case "min" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> throw new IllegalStateException("no unit of time: " + unit);
        };
    }

    private Optional<Place> instant() {
        if (!INSTANT.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            java.time.Instant instant = OffsetDateTime.parse(text).toInstant();
            return Optional.of(new Place.Instant(java.time.Instant.EPOCH.until(instant, ChronoUnit.NANOS)));
        } catch (DateTimeException | ArithmeticException wrong) {
            throw new PlaceException("\"" + text + "\" is no instant: write it as in 2026-11-25T21:40:02.5Z");
        }
    }

    private Optional<Place> timeOfDay() {
        if (!text.startsWith("@")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Place.TimeOfDay(
                    LocalTime.parse(text.substring(1).strip()).toNanoOfDay()));
        } catch (DateTimeException wrong) {
            throw new PlaceException("\"" + text + "\" is no time of day: write it as in @21:40:02.5, UTC");
        }
    }

    private Optional<Place> phase() {
        Matcher matcher = PHASE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int device = matcher.group(1) == null ? FieldPattern.EVERY_DEVICE : Integer.parseInt(matcher.group(1));
        String state = matcher.group(3);
        if (matcher.group(2) != null) {
            OptionalLong number = LeafComparison.number(state.toLowerCase(Locale.ROOT));
            return number.isPresent()
                    ? Optional.of(new Place.Phase(device, "0x" + Long.toHexString(number.getAsLong())))
                    : Optional.empty();
        }
        for (StateV2 known : StateV2.values()) {
            if (known.name().equalsIgnoreCase(state)) {
                return Optional.of(new Place.Phase(device, known.name()));
            }
        }
        return Optional.empty();
    }

    private PlaceException unknown() {
        List<String> known = new ArrayList<>(NAMES.keySet());
        for (StateV2 state : StateV2.values()) {
            known.add(state.name());
        }
        known.sort(null);
        return new PlaceException("\"" + text + "\" is no place"
                + Suggestion.nearest(text, known)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("; give a position (104, +10), 23.65%, a time (+1.5s), a state (STOP_COPY), #28 for a"
                                + " packet, start, end, failure, parting, first finding, finding ID or marker TEXT"));
    }
}
