package io.vfioreplay.tool.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.capture.pcap.Packet;
import io.vfioreplay.engine.capture.pcap.PacketFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tables of the script that ships with the tool, held against what the import reads from the same packets. That the script runs is
 * not shown here: it takes Wireshark.
 */
final class WiresharkDissectorTest {

    private static final int BODY_AT = 24;
    private static final Pattern LAYOUT = Pattern.compile("(?m)^ {4}\\[(\\d+)] = \\{(.*)},$");
    private static final Pattern ROW = Pattern.compile("\\{ \"(\\w+)\", (\\d+), (-?\\d+) }");
    private static final Pattern DECLARED = Pattern.compile("(?m)^ {4}(\\w+) = ProtoField\\.");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path directory;

    private static String script() {
        return ToolRun.of("export", "--to", "wireshark-dissector").out();
    }

    private static String table(String name) {
        String script = script();
        int from = script.indexOf("local " + name + " = {");
        return script.substring(from, script.indexOf("\n}\n", from));
    }

    @Test
    void layouts_useOnlyFieldsThatAreDeclared() {
        TreeSet<String> declared = new TreeSet<>();
        Matcher field = DECLARED.matcher(table("f"));
        while (field.find()) {
            declared.add(field.group(1));
        }
        TreeSet<String> used = new TreeSet<>();
        Matcher row = ROW.matcher(table("LAYOUT") + "\n" + table("FEATURE_LAYOUT"));
        while (row.find()) {
            used.add(row.group(1));
        }

        assertThat(used).isNotEmpty();
        assertThat(declared).containsAll(used);
    }

    /** Each packet of a request says by the script's table what its event says by the import. */
    @Test
    void layouts_readWhatTheImportReads() {
        Map<String, Integer> places = places();
        Path capture = Captures.copy("f05-destination.pcap", directory);
        String dump = ToolRun.of("dump", capture).out();
        Map<Long, String> events = new HashMap<>();
        for (String line : dump.split("\n", -1)) {
            Matcher record = Pattern.compile("#(\\d+)").matcher(line);
            if (record.find()) {
                events.merge(Long.parseLong(record.group(1)), line, (first, second) -> first + "\n" + second);
            }
        }
        int compared = 0;
        try (PacketFile packets = PacketFile.open(capture, (bytes, at, length) -> false)) {
            for (Packet packet = packets.next(); packet != null; packet = packets.next()) {
                String event = events.getOrDefault(packet.number() + 1, "");
                int command = packet.bytes()[10];
                if (packet.bytes()[1] == 0 && command == 18) {
                    int size = u32(packet, places.getOrDefault("18 mig_size", -1));
                    assertThat(event).contains("(" + (size == 1024 ? "1,024" : size) + " bytes)");
                    compared++;
                } else if (packet.bytes()[1] == 0 && command == 16) {
                    assertThat(u32(packet, places.getOrDefault("16 feature", -1)) & 0xffff)
                            .isEqualTo(2);
                    assertThat(u32(packet, places.getOrDefault("2 state", -1))).isEqualTo(4);
                    assertThat(event).contains("requested=v2:RESUMING");
                    compared++;
                }
                if (compared == 6) {
                    break; // What follows is damaged.
                }
            }
        }
        assertThat(compared).isEqualTo(6);
    }

    private static Map<String, Integer> places() {
        Map<String, Integer> places = new HashMap<>();
        Matcher layout = LAYOUT.matcher(table("LAYOUT") + "\n" + table("FEATURE_LAYOUT"));
        while (layout.find()) {
            Matcher row = ROW.matcher(layout.group(2));
            while (row.find()) {
                places.put(layout.group(1) + " " + row.group(1), Integer.parseInt(row.group(2)));
            }
        }
        return places;
    }

    private static int u32(Packet packet, int at) {
        int from = BODY_AT + at;
        byte[] b = packet.bytes();
        return (b[from] & 0xff) | (b[from + 1] & 0xff) << 8 | (b[from + 2] & 0xff) << 16 | (b[from + 3] & 0xff) << 24;
    }
}
