package io.vfioreplay.tool.shell;

import java.util.ArrayList;
import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** A line is words between spaces; quotes and backslashes mean nothing, since filters and patterns have their own. */
final class PlainParser implements Parser {

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        List<String> words = new ArrayList<>();
        int start = 0;
        int index = 0;
        int inWord = 0;
        for (int i = 0; i <= line.length(); i++) {
            if (i == line.length() || line.charAt(i) == ' ') {
                if (cursor >= start && cursor <= i) {
                    index = words.size();
                    inWord = cursor - start;
                }
                words.add(line.substring(start, i));
                start = i + 1;
            }
        }
        return new Words(line, cursor, List.copyOf(words), index, inWord);
    }

    /** A line as JLine wants to see it. */
    private record Words(String line, int cursor, List<String> words, int wordIndex, int wordCursor)
            implements CompletingParsedLine {

        @Override
        public String word() {
            return words.get(wordIndex);
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return wordCursor;
        }

        @Override
        public int rawWordLength() {
            return word().length();
        }
    }
}
