package io.vfioreplay.tool.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.diff.AccessDiff;
import io.vfioreplay.engine.diff.Comparison;
import io.vfioreplay.engine.diff.EventSource;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.tool.json.DiffJson;
import io.vfioreplay.tool.json.JsonTree;
import io.vfioreplay.tool.text.DiffText;
import io.vfioreplay.tool.text.Palette;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people and programs get to see of a comparison of accesses. */
final class AccessComparisonTest {

    private static final int COUNT = 1500;
    private static final int REGISTERS = 37;

    @TempDir
    private Path temp;

    @Test
    void text_saysThatAllAgree() {
        assertThat(lines(accesses(0, -1), accesses(0, -1)))
                .containsExactly("accesses: 1,500 of 1,500 agree (direction, offset, width, value)");
    }

    @Test
    void text_saysWhatDiffersAndWhere() {
        assertThat(lines(accesses(0, -1), accesses(0xfeb80000L, 1200)))
                .containsExactly(
                        "accesses: 1,499 of 1,500 agree (direction, offset, width, value)",
                        "  1 with another value",
                        "  A device 0 region 0 + 0xfeb80000 = B device 0 region 0",
                        "  the first that does not agree:",
                        "A     1200             - d0   mmioRead region=0 offset=0x40 data=0x000004b0",
                        "B     1200             - d0   mmioRead region=0 offset=0xfeb80040 data=0xffffffff");
    }

    @Test
    void json_hasTheSame() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DiffJson.write(out, comparison(accesses(0, -1), accesses(0, 3)));
        Object accesses = JsonTree.object(out.toString(StandardCharsets.UTF_8)).get("accesses");

        assertThat(String.valueOf(accesses))
                .isEqualTo("{accessesA=1500, accessesB=1500, agreeing=1499, outOfOrder=0, valuesUnseen=0, differing=1,"
                        + " onlyA=0, onlyB=0, windows=[{deviceA=0, regionA=0, deviceB=0, regionB=0, base=0}],"
                        + " first={a=" + event("00000003") + ", b=" + event("ffffffff") + "}}");
    }

    private static String event(String bigEndian) {
        StringBuilder data = new StringBuilder();
        for (int i = bigEndian.length() - 2; i >= 0; i -= 2) {
            data.append(bigEndian, i, i + 2);
        }
        return "{position=3, time=null, duration=null, device=0, witness=0, record=null, errno=OK, kind=mmioRead,"
                + " region=0, offset=0xc, length=4, origin=CPU, data=" + data + "}";
    }

    @Test
    void diff_comparesNothingElseWhenAskedForAccesses() {
        Path capture = Captures.copy("f05-destination.pcap", temp);
        ToolRun run = ToolRun.of("diff", capture, capture, "--accesses", "--json");

        assertThat(run.code()).isZero();
        assertThat(JsonTree.object(run.out())).containsEntry("run", null).containsEntry("state", null);
        assertThat(ToolRun.of("diff", capture, capture).code()).isZero();
    }

    private static List<String> lines(EventSource a, EventSource b) {
        return new DiffText(Palette.PLAIN).lines(comparison(a, b));
    }

    private static Comparison comparison(EventSource a, EventSource b) {
        return new Comparison(
                Optional.empty(), Optional.of(AccessDiff.between(a, b)), Optional.empty(), Optional.empty());
    }

    /** Reads of some registers, of which one may say something else. */
    private static EventSource accesses(long base, int other) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            events.add(new Event(
                    Stamp.at(Envelope.NO_TIME, 0).withPosition(i),
                    EventKind.MMIO_READ,
                    List.of(0L, base + i % REGISTERS * 4L, 4L, -1L),
                    Payload.ofLittleEndian(i == other ? -1 : i, 4)));
        }
        return (from, to, sink) -> {
            for (int i = (int) from; i < Math.min(to, events.size()); i++) {
                events.get(i).sendTo(sink);
            }
        };
    }
}
