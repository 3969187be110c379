package io.vfioreplay.tool.debug;

import io.vfioreplay.tool.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was typed behind the name of a command.
 *
 * @param usage of the command, for errors
 * @param text everything behind the name, without the spaces around it
 */
record Arguments(String usage, String text) {

    private static final int SHOWN_MAX = 60;

    /** The words, in order. */
    List<String> words() {
        return text.isEmpty() ? List.of() : List.of(text.split("\\s+", -1));
    }

    /** Whether nothing was given. */
    boolean isEmpty() {
        return text.isEmpty();
    }

    /** Demands that nothing was given. */
    void none() {
        if (!text.isEmpty()) {
            throw wrong("nothing");
        }
    }

    /** The only word, or empty where there is none. */
    Optional<String> word(String expected) {
        if (words().size() > 1) {
            throw wrong(expected);
        }
        return words().stream().findFirst();
    }

    /** All of the text, which must not be empty. */
    String required(String expected) {
        if (text.isEmpty()) {
            throw wrong(expected);
        }
        return text;
    }

    /**
     * The only word as a number.
     *
     * @param absent what it is where nothing was given
     */
    long count(long absent) {
        Optional<String> word = word("a number from 1");
        return word.isEmpty() ? absent : count(word.get());
    }

    /** A word as a number from 1. */
    long count(String word) {
        try {
            long count = Long.parseLong(word.replace("_", "").replace(",", ""));
            if (count >= 1) {
                return count;
            }
        } catch (NumberFormatException none) {
            // Told below, as a number that is too small is.
        }
        throw wrong("a number from 1");
    }

    /** Whether a word is among the words. */
    boolean has(String option) {
        return words().contains(option);
    }

    /** The same without a word, wherever it stands; what else was typed stays as it is. */
    Arguments without(String option) {
        if (!has(option)) {
            return this;
        }
        List<String> left = new ArrayList<>(words());
        left.removeIf(option::equals);
        return new Arguments(usage, String.join(" ", left));
    }

    /** An error that shows what was given beside what would be right. */
    CommandException wrong(String expected) {
        String found = text.isEmpty() ? "nothing given" : "found " + Text.quoted(text, SHOWN_MAX);
        return new CommandException(found + "; expected " + expected + ": " + usage);
    }
}
