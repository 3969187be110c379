package io.vfioreplay.engine.capture.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.engine.capture.CaptureException;
import io.vfioreplay.hardware.event.DamageKind;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged traces. Checked: nothing throws behind the header, every record is accounted for, one wrong byte costs three records
 * at most, a cut costs one, and damages lie within the file. Not checked: that a byte of a number or text is wrong, which cannot
 * show.
 */
final class SimpleTraceDamageTest {

    private static final String V1 = "v1-simple-ftrace/source/simple.bin.gz";
    private static final int HEADER_BYTES = 24;
    private static final int EVENTS_KEPT = 150;
    private static final int WRONG_BYTE_COSTS = 3;
    private static final int FIRST_BYTES = 8_000;
    private static final int STRIDE = 11;

    @TempDir
    private Path temp;

    /** A recorded trace made short: the names that are used, and the first events. */
    private static final class Excerpt {

        final byte[] bytes;
        /** Where the first event begins. */
        final int eventsFrom;
        /** Where records end. */
        final Set<Integer> ends;

        private Excerpt(byte[] bytes, int eventsFrom, Set<Integer> ends) {
            this.bytes = bytes;
            this.eventsFrom = eventsFrom;
            this.ends = ends;
        }

        static Excerpt of(byte[] whole) {
            ByteBuffer bytes = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
            TreeMap<Long, byte[]> names = new TreeMap<>();
            TreeMap<Integer, byte[]> events = new TreeMap<>();
            Set<Long> used = new HashSet<>();
            for (int at = HEADER_BYTES; at < whole.length && events.size() < EVENTS_KEPT; ) {
                boolean isName = bytes.getLong(at) == 0;
                int length = isName ? 20 + bytes.getInt(at + 16) : 8 + bytes.getInt(at + 24);
                byte[] record = Arrays.copyOfRange(whole, at, at + length);
                if (isName) {
                    names.put(bytes.getLong(at + 8), record);
                } else {
                    events.put(at, record);
                    used.add(bytes.getLong(at + 8));
                }
                at += length;
            }
            names.keySet().retainAll(used);
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            Set<Integer> ends = new HashSet<>();
            all.write(whole, 0, HEADER_BYTES);
            ends.add(all.size());
            names.values().forEach(record -> add(record, all, ends));
            int eventsFrom = all.size();
            events.values().forEach(record -> add(record, all, ends));
            return new Excerpt(all.toByteArray(), eventsFrom, ends);
        }

        private static void add(byte[] record, ByteArrayOutputStream all, Set<Integer> ends) {
            all.writeBytes(record);
            ends.add(all.size());
        }
    }

    @Test
    void readInto_losesAFewRecordsAtMostWhereAByteOfAnEventIsWrong() {
        Excerpt trace = Excerpt.of(SimpleRead.recorded(V1));
        SimpleRead good = SimpleRead.of(temp, trace.bytes);
        assertThat(good.summary().damaged()).isZero();
        long damaged = 0;
        for (int at = trace.eventsFrom; at < trace.bytes.length; at += at < FIRST_BYTES ? 1 : STRIDE) {
            SimpleRead read = flipped(trace.bytes, at, at % 2 == 0 ? 0xff : 1 << at % 8);
            long sound = read.summary().records() - read.summary().damaged();
            assertThat(sound)
                    .as("byte %d", at)
                    .isGreaterThanOrEqualTo(good.summary().records() - WRONG_BYTE_COSTS);
            assertWithin(read, trace.bytes.length);
            damaged += read.summary().damaged() > 0 ? 1 : 0;
        }
        assertThat(damaged).as("flips that showed").isGreaterThan(1000);
    }

    @Test
    void readInto_goesOnWhereAByteOfANameIsWrong() {
        Excerpt trace = Excerpt.of(SimpleRead.recorded(V1));
        SimpleRead good = SimpleRead.of(temp, trace.bytes);
        for (int at = HEADER_BYTES; at < trace.eventsFrom; at++) {
            SimpleRead read = flipped(trace.bytes, at, at % 2 == 0 ? 0xff : 1 << at % 8);
            assertThat(read.summary().records())
                    .as("byte %d", at)
                    .isGreaterThanOrEqualTo(good.summary().records() - WRONG_BYTE_COSTS);
            assertWithin(read, trace.bytes.length);
        }
    }

    @Test
    void readInto_goesOnWhereAByteOfAWholeTraceIsWrong() {
        byte[] trace = SimpleRead.recorded(V1);
        for (int at = HEADER_BYTES; at < trace.length; at += 6007) {
            SimpleRead read = flipped(trace, at, 0xff);
            assertThat(read.summary().records()).as("byte %d", at).isGreaterThanOrEqualTo(5961 - WRONG_BYTE_COSTS);
        }
    }

    @Test
    void open_refusesAHeaderWithAWrongByte() {
        byte[] trace = SimpleTraceFile.of("vfio_mdev").toByteArray();
        for (int at = 0; at < HEADER_BYTES; at++) {
            int wrong = at;
            assertThatThrownBy(() -> flipped(trace, wrong, 0xff)).isInstanceOf(CaptureException.class);
        }
    }

    @Test
    void readInto_reportsOneDamageExactlyWhereTheFileEndsInsideARecord() {
        Excerpt trace = Excerpt.of(SimpleRead.recorded(V1));
        for (int length = HEADER_BYTES; length < trace.bytes.length; length += 13) {
            SimpleRead read = SimpleRead.of(temp, Arrays.copyOf(trace.bytes, length));
            boolean whole = trace.ends.contains(length);
            assertThat(read.damage()).as("%d bytes", length).hasSize(whole ? 0 : 1);
            assertThat(read.damage()).as("%d bytes", length).allMatch(kind -> kind == DamageKind.CUT);
            assertThat(read.summary().damaged()).isEqualTo(whole ? 0 : 1);
        }
        for (int end : trace.ends) {
            assertThat(SimpleRead.of(temp, Arrays.copyOf(trace.bytes, end)).damage())
                    .isEmpty();
        }
    }

    @Test
    void readInto_givesWhatIsThereOfACompressedFileThatEndsEarly() {
        byte[] compressed = SimpleRead.compressed(V1);
        Path file = SimpleRead.write(temp, "cut.gz", Arrays.copyOf(compressed, compressed.length - 1000));
        SimpleRead read = SimpleRead.of(SimpleTraceCapture.open(file, Optional.empty()));
        assertThat(read.summary().firstDamage()).isPresent();
        assertThat(read.damage()).contains(DamageKind.CUT);
        assertThat(read.summary().understood()).isGreaterThan(5500);
    }

    @Test
    void readInto_passesOverWhatIsNoRecord() {
        byte[] hole = new byte[100_000];
        SimpleTraceFile trace = SimpleTraceFile.of("vfio_intx_enable").event("vfio_intx_enable", "vf0");
        int at = trace.size();
        trace.raw(hole).event("vfio_intx_enable", "vf0");
        SimpleRead read = SimpleRead.of(temp, trace);
        assertThat(read.count("vfio_intx_enable")).isEqualTo(2);
        Event damage = read.of(EventKind.CAPTURE_DAMAGED).get(0);
        assertThat(SimpleRead.field(damage, "byteOffset")).isEqualTo(at);
        assertThat(SimpleRead.field(damage, "length")).isEqualTo(hole.length);
        assertThat(read.summary().damaged()).isEqualTo(1);
    }

    @Test
    void readInto_takesNothingInsideADamageForARecordThatNoneFollowsOrThatHasNoName() {
        SimpleTraceFile trace = SimpleTraceFile.of("vfio_intx_enable")
                .event("vfio_intx_enable", "vf0")
                .raw(new byte[] {7})
                .event("vfio_intx_enable", "not followed by a record")
                .raw(new byte[] {7})
                .record(99, "without a name")
                .event("vfio_intx_enable", "vf1");
        SimpleRead read = SimpleRead.of(temp, trace);
        assertThat(read.damage()).containsExactly(DamageKind.RECORD);
        assertThat(read.summary().devices()).containsExactly("vf0", "vf1");
    }

    @Test
    void readInto_saysWhatItFoundWhereALengthIsImpossible() {
        SimpleTraceFile trace = SimpleTraceFile.of("vfio_intx_enable");
        int at = trace.size();
        trace.record(10, 1 << 20, trace.arguments("vf0")).event("vfio_intx_enable", "vf0");
        SimpleRead read = SimpleRead.of(temp, trace);
        assertThat(read.summary().firstDamage())
                .hasValue("record 2, byte " + at + ": event 0xa at 1001000 ns with 1048576 bytes;"
                        + " expected a record that another one follows");
        assertThat(read.count("vfio_intx_enable")).isEqualTo(1);
    }

    @Test
    void readInto_findsTheNextRecordInsideOneThatSaysItIsLonger() {
        SimpleTraceFile trace = SimpleTraceFile.of("vfio_intx_enable");
        trace.record(10, 100, trace.arguments("vf0"))
                .event("vfio_intx_enable", "vf0")
                .event("vfio_intx_enable", "vf0");
        SimpleRead read = SimpleRead.of(temp, trace);
        assertThat(read.count("vfio_intx_enable")).isEqualTo(2);
        assertThat(read.damage()).containsExactly(DamageKind.RECORD);
    }

    private SimpleRead flipped(byte[] good, int at, int bits) {
        byte[] bad = good.clone();
        bad[at] ^= (byte) bits;
        return SimpleRead.of(temp, bad);
    }

    private static void assertWithin(SimpleRead read, int size) {
        long end = HEADER_BYTES;
        for (Event damage : read.of(EventKind.CAPTURE_DAMAGED)) {
            long from = SimpleRead.field(damage, "byteOffset");
            assertThat(from).isGreaterThanOrEqualTo(end);
            end = from + SimpleRead.field(damage, "length");
            assertThat(end).isGreaterThan(from).isLessThanOrEqualTo(size);
        }
        assertThat(read.damage()).hasSize((int) read.summary().damaged());
    }
}
