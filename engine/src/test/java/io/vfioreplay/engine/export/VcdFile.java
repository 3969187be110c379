package io.vfioreplay.engine.export;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A strict reader of value change dumps, after IEEE 1364-2005, section 18: anything unexpected is refused. */
final class VcdFile {

    final Map<String, String> names = new HashMap<>(); // Full name by identifier.
    final Map<String, Integer> bits = new HashMap<>();
    final List<String> changes = new ArrayList<>(); // "time name value"
    private long time = -1;
    private boolean inDump;

    static VcdFile parse(String text) {
        VcdFile file = new VcdFile();
        List<String> scopes = new ArrayList<>();
        boolean isHead = true;
        for (String line : text.split("\n", -1)) {
            String[] words = line.split(" ");
            if (isHead && line.startsWith("$")) {
                check(words[words.length - 1].equals("$end"), line);
                isHead = !words[0].equals("$enddefinitions");
                file.declaration(words, scopes, line);
            } else if (!line.isEmpty()) {
                file.change(words, line);
            }
        }
        check(scopes.isEmpty(), "a scope is left open");
        return file;
    }

    private void declaration(String[] words, List<String> scopes, String line) {
        switch (words[0]) {
            case "$scope" -> scopes.add(words[2]);
            case "$upscope" -> scopes.remove(scopes.size() - 1);
            case "$var" -> {
                check(words.length == 6 && (words[1].equals("wire") || words[1].equals("reg")), line);
                check(words[3].chars().allMatch(c -> c >= '!' && c <= '~'), line);
                check(words[4].matches("[A-Za-z_][A-Za-z0-9_]*"), line);
                check(names.put(words[3], String.join(".", scopes) + "." + words[4]) == null, line);
                bits.put(words[3], Integer.parseInt(words[2]));
            }
            case "$timescale" -> check(line.equals("$timescale 1 ns $end"), line);
            default -> check(List.of("$version", "$comment", "$enddefinitions").contains(words[0]), line);
        }
    }

    private void change(String[] words, String line) {
        if (line.equals("$dumpvars") || line.equals("$end")) {
            inDump = line.equals("$dumpvars");
        } else if (line.startsWith("#")) {
            long next = Long.parseLong(line.substring(1));
            check(next > time, line);
            time = next;
        } else {
            check(words.length == 2 && names.containsKey(words[1]), line);
            check(words[0].matches("b([01]+|x)") && words[0].length() - 1 <= bits.getOrDefault(words[1], 0), line);
            check(inDump || time >= 0, line);
            if (!inDump) {
                changes.add(time + " " + names.get(words[1]) + " " + words[0].substring(1));
            }
        }
    }

    private static void check(boolean holds, String line) {
        if (!holds) {
            throw new IllegalArgumentException(line);
        }
    }
}
