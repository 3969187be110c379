package io.vfioreplay.engine.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A JSON value that was read. Whoever asks a value for what it is not, or for a member that is not there, gets an empty answer,
 * so that {@code reply.at("return").at("status").text()} needs no questions on its way. Immutable.
 *
 * <p>Source: RFC 8259. Of members with the same name the last one counts.
 */
public sealed interface JsonValue {

    /** No value: a member that is not there. */
    record Absent() implements JsonValue {}

    /** JSON's {@code null}. */
    record Nothing() implements JsonValue {}

    /** {@code true} or {@code false}. */
    record Flag(boolean value) implements JsonValue {}

    /**
     * A number.
     *
     * @param digits as it was written, so that none of it is lost
     */
    record Digits(String digits) implements JsonValue {}

    /** A string. */
    record Text(String value) implements JsonValue {}

    /** An array. */
    record Elements(List<JsonValue> values) implements JsonValue {
        /** Copies the list. */
        public Elements {
            values = List.copyOf(values);
        }
    }

    /** An object, with its members in the order in which they were written. */
    record Members(Map<String, JsonValue> values) implements JsonValue {
        /** Copies the map. */
        public Members {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /** The member of this name; {@link Absent} when there is none or this is no object. */
    default JsonValue at(String name) {
        JsonValue member = members().get(name);
        return member == null ? new Absent() : member;
    }

    /** The members, in order; none when this is no object. */
    default Map<String, JsonValue> members() {
        return this instanceof Members members ? members.values : Map.of();
    }

    /** The elements; none when this is no array. */
    default List<JsonValue> elements() {
        return this instanceof Elements elements ? elements.values : List.of();
    }

    /** The string that this is. */
    default Optional<String> text() {
        return this instanceof Text text ? Optional.of(text.value) : Optional.empty();
    }

    /** The number that this is; empty also when it is no whole number of 64 bits. */
    default OptionalLong number() {
        if (!(this instanceof Digits number)) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(number.digits));
        } catch (NumberFormatException fractionOrTooLarge) {
            return OptionalLong.empty();
        }
    }

    /** The truth that this is. */
    default Optional<Boolean> flag() {
        return this instanceof Flag flag ? Optional.of(flag.value) : Optional.empty();
    }

    /** Whether there is a value, be it {@code null}. */
    default boolean isPresent() {
        return !(this instanceof Absent);
    }

    /** The names of the members, in order. */
    default List<String> names() {
        return new ArrayList<>(members().keySet());
    }
}
