package io.vfioreplay.tool.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is typed is carried out or answered by an error; the shell never ends by it. */
final class HostileLinesTest {

    private static final long SEED = 20_261_127;
    private static final int ROUNDS = 1_500;
    private static final String[] PIECES = {
        "0",
        "1",
        "16",
        "-1",
        "-",
        "9223372036854775807",
        "9223372036854775807-9223372036854775807",
        "18446744073709551616",
        "0-end",
        "end",
        "start",
        "100%",
        "+1s",
        "STOP_COPY",
        "device0/state",
        "device0/**",
        "**",
        "bar0/0x10",
        "bar0/*",
        "mem",
        "0x0..0xffffffffffffffff",
        "kind",
        "==",
        "~",
        "mmioRead",
        "'('",
        "\"",
        "(",
        ")",
        "{0..7}",
        "and",
        "or",
        "in",
        "phase",
        "followed by",
        "--all",
        "--json",
        "R-97",
        "M-01",
        "breakpoints",
        "state",
        "registers",
        "devices",
        "findings",
        "here",
        "drop",
        "change",
        "insert",
        "after",
        "move",
        "before",
        ";",
        "d:16",
        "s:111",
        "data=@s:111",
        "deviceStateSet",
        "requested=v2:STOP",
        "\0",
        "\ud83d",
        "\u001b[2J",
        "*",
        "?",
        "#28",
        "on",
        "off",
        "source",
        "destination",
        "both"
    };

    @TempDir
    private static Path directory = Path.of("");

    private static DemoSession demo;

    @BeforeAll
    static void open() throws IOException {
        demo = new DemoSession(directory);
    }

    @AfterAll
    static void close() {
        demo.close();
    }

    @Test
    void typed_answersAnyLine() {
        Random random = new Random(SEED);
        List<String> lines = new ArrayList<>();
        Debugger debugger = demo.debugger(lines);
        List<String> names = new ArrayList<>();
        debugger.interpreter()
                .table()
                .commands()
                .forEach(command -> names.addAll(command.manual().names()));
        names.removeIf(name -> name.equals("quit") || name.equals("q") || name.equals("exit"));
        for (int round = 0; round < ROUNDS; round++) {
            StringBuilder line = new StringBuilder(names.get(random.nextInt(names.size())));
            for (int i = random.nextInt(5); i > 0; i--) {
                line.append(' ').append(PIECES[random.nextInt(PIECES.length)]);
            }
            try {
                debugger.candidates(line.toString());
                debugger.typed(line.toString());
                debugger.status();
            } catch (RuntimeException | StackOverflowError wrong) {
                fail("seed " + SEED + ", round " + round + ": \"" + line + "\"", wrong);
            }
        }
        assertThat(lines).isNotEmpty();
    }
}
