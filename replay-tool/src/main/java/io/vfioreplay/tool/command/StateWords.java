package io.vfioreplay.tool.command;

import io.vfioreplay.engine.query.Suggestion;
import io.vfioreplay.hardware.migration.DialectV1;
import io.vfioreplay.hardware.migration.FeatureSet;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV1;
import io.vfioreplay.hardware.migration.StateV2;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Protocols, features and states as a user types them. Everything else is told what was expected. */
final class StateWords {

    private static final int HEX = 16;

    private StateWords() {}

    static Protocol protocol(String label) {
        return Protocol.ofLabel(label)
                .orElseThrow(() -> new UnusableException("no protocol is called \"" + label + "\"; expected one of "
                        + String.join(
                                ", ",
                                Stream.of(Protocol.values())
                                        .map(Protocol::label)
                                        .toList())));
    }

    /** The features of v2, or empty when none were given. */
    static Optional<FeatureSet> features(@Nullable String word) {
        return Optional.ofNullable(word)
                .map(given -> FeatureSet.ofFlags(number(given, "feature word"))
                        .orElseThrow(() -> new UnusableException("no v2 device has the features " + given
                                + "; expected 1 (STOP_COPY), 3 (and P2P), 5 (and PRE_COPY) or 7 (all)")));
    }

    /** The dialect; without a word, NDMA is offered where the text has it. */
    static DialectV1 dialect(Protocol protocol, @Nullable String word) {
        DialectV1 dialect = DialectV1.of(protocol);
        if (word == null) {
            return dialect;
        }
        int features = number(word, "feature word");
        if (features == 0) {
            return dialect.withoutNdma();
        }
        if (features != StateV1.NDMA || !dialect.knowsNdma()) {
            throw new UnusableException("no device of " + protocol.label() + " has the features " + word
                    + "; expected 0" + (dialect.knowsNdma() ? " or 8 (NDMA)" : ""));
        }
        return dialect;
    }

    static StateV2 stateV2(String name) {
        List<String> names = Stream.of(StateV2.values()).map(StateV2::name).toList();
        String wanted = name.toUpperCase(Locale.ROOT);
        if (!names.contains(wanted)) {
            String hint = Suggestion.nearest(name, names)
                    .map(near -> "did you mean " + near + "?")
                    .orElse("expected one of " + String.join(", ", names));
            throw new UnusableException("\"" + name + "\" is no state of v2; " + hint);
        }
        return StateV2.valueOf(wanted);
    }

    /** A v1 state: 32 bits, decimal or with 0x. */
    static int stateV1(String word) {
        return number(word, "v1 state");
    }

    private static int number(String word, String what) {
        boolean isHex = word.startsWith("0x") || word.startsWith("0X");
        try {
            return isHex ? Integer.parseUnsignedInt(word.substring(2), HEX) : Integer.parseUnsignedInt(word);
        } catch (NumberFormatException wrong) {
            throw new UnusableException(
                    "\"" + word + "\" is no " + what + "; expected a number, decimal or with 0x, of 32 bits");
        }
    }
}
