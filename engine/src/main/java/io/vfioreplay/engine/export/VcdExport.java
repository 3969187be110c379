package io.vfioreplay.engine.export;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The registers as a value change dump, for waveform viewers: a scope for each device and region, a variable for each register and
 * direction, and the migration state of each device as its number, which a comment explains. Read twice: a dump begins with the
 * list of its variables.
 *
 * <p>Unit of time: ns since the first event. A time before the one written last is written as that one, since time in a dump does not
 * run backwards.
 *
 * <p>Source: IEEE 1364-2005, section 18 (four-state VCD file).
 */
public final class VcdExport {

    private static final int STATE_BITS = 32;
    private static final int STATES_MAX = 8;

    private final VcdVariables variables = new VcdVariables();
    private final PrintWriter out;
    private final long origin;
    private long now = -1;
    private long changes;
    private long clamped;
    private long untimed;

    private VcdExport(OutputStream out, long origin) {
        this.out = new PrintWriter(new OutputStreamWriter(out, StandardCharsets.US_ASCII));
        this.origin = origin;
    }

    /** Writes the whole dump. */
    public static Exported run(Timeline timeline, Selection selection, OutputStream out, Progress progress) {
        VcdExport export = new VcdExport(out, timeline.originNanos());
        selection.replay(timeline, progress, export.variables);
        export.variables.number();
        export.head();
        selection.replay(timeline, progress, export::event);
        export.out.flush();
        return new Exported(export.changes, "value changes", export.remarks());
    }

    private void head() {
        line("$version vfio-replay $end");
        line("$comment times: " + timesMean() + " $end");
        line("$timescale 1 ns $end");
        line("$scope module host $end");
        for (Map.Entry<Integer, Protocol> state : variables.protocols().entrySet()) {
            comment(state.getKey(), state.getValue());
        }
        List<Integer> devices = new ArrayList<>(variables.protocols().keySet());
        variables.registers().stream()
                .map(Register::device)
                .filter(d -> !devices.contains(d))
                .forEach(devices::add);
        for (int each : devices.stream().sorted().toList()) {
            device(each);
        }
        line("$upscope $end");
        line("$enddefinitions $end");
        line("$dumpvars");
        variables.protocols().keySet().forEach(d -> line("bx " + variables.stateId(d)));
        variables.registers().forEach(register -> line("bx " + variables.id(register)));
        line("$end");
    }

    private String timesMean() {
        return origin == Envelope.NO_TIME
                ? "the recording has none; each ns is one position"
                : "since the first event; an event without a time has that of the one before it";
    }

    private void comment(int device, Protocol protocol) {
        StringBuilder states = new StringBuilder();
        for (int number = 0; number < STATES_MAX; number++) {
            DeviceState state = DeviceState.of(protocol, number);
            states.append(state.isKnown() ? " " + number + "=" + state.label() : "");
        }
        line("$comment device" + device + ".state, " + protocol.label() + ":" + states + ", x=not known $end");
    }

    private void device(int device) {
        line("$scope module " + (device == Envelope.HOST ? "whole_host" : "device" + device) + " $end");
        if (variables.protocols().containsKey(device)) {
            line("$var reg " + STATE_BITS + " " + variables.stateId(device) + " state $end");
        }
        String region = "";
        for (Register register : variables.registers()) {
            if (register.device() == device) {
                if (!register.regionName().equals(region)) {
                    if (!region.isEmpty()) {
                        line("$upscope $end");
                    }
                    region = register.regionName();
                    line("$scope module " + region + " $end");
                }
                int bits = register.width() * Byte.SIZE;
                line("$var wire " + bits + " " + variables.id(register) + " " + register.name() + " $end");
            }
        }
        if (!region.isEmpty()) {
            line("$upscope $end");
        }
        line("$upscope $end");
    }

    private void event(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        int width = payload.length();
        if (Register.isAccess(kind) && width > 0 && width <= Register.WIDTH_MAX) {
            String id = variables.id(Register.of(envelope.device(), kind, values, width));
            if (!id.isEmpty()) {
                change(envelope, "b" + Long.toBinaryString(payload.littleEndian()) + " " + id);
            }
        } else if (kind == EventKind.DEVICE_STATE_SET || kind == EventKind.DEVICE_STATE_READ) {
            state(envelope, kind, DeviceState.unpacked(values[0]).number());
        }
    }

    /** A request that failed leaves the device somewhere on its way; a read that failed tells nothing. */
    private void state(Envelope envelope, EventKind kind, int number) {
        if (envelope.succeeded()) {
            String bits = Long.toBinaryString(Integer.toUnsignedLong(number));
            change(envelope, "b" + bits + " " + variables.stateId(envelope.device()));
        } else if (kind == EventKind.DEVICE_STATE_SET) {
            change(envelope, "bx " + variables.stateId(envelope.device()));
        }
    }

    private void change(Envelope envelope, String text) {
        long time = time(envelope);
        if (time != now) {
            line("#" + time);
            now = time;
        }
        line(text);
        changes++;
    }

    private long time(Envelope envelope) {
        if (origin == Envelope.NO_TIME) {
            return envelope.position();
        }
        boolean isTimed = envelope.timeNanos() != Envelope.NO_TIME;
        long time = isTimed ? envelope.timeNanos() - origin : now;
        untimed += isTimed ? 0 : 1;
        clamped += isTimed && time < now ? 1 : 0;
        return Math.max(Math.max(time, now), 0);
    }

    private List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        if (origin == Envelope.NO_TIME) {
            remarks.add("the recording has no times; each nanosecond of the dump is one position");
        }
        remark(remarks, untimed, "changes have no time and were given that of the one before");
        remark(remarks, clamped, "changes are earlier than the one before and were given its time");
        remark(remarks, variables.leftOut(), "accesses are left out, to registers beyond the first 131,072");
        return remarks;
    }

    private static void remark(List<String> remarks, long count, String text) {
        if (count > 0) {
            remarks.add(String.format(Locale.ROOT, "%,d ", count) + text);
        }
    }

    private void line(String text) {
        out.print(text);
        out.print('\n');
    }
}
