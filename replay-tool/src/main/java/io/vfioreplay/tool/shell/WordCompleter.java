package io.vfioreplay.tool.shell;

import io.vfioreplay.tool.debug.Debugger;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** What may stand where the cursor is. */
final class WordCompleter implements Completer {

    private final Debugger debugger;

    WordCompleter(Debugger debugger) {
        this.debugger = debugger;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        String before =
                line.line().substring(0, Math.min(line.cursor(), line.line().length()));
        for (String word : debugger.candidates(before)) {
            boolean isPath = word.contains("/");
            candidates.add(new Candidate(word, word, null, null, null, null, !isPath));
        }
    }
}
