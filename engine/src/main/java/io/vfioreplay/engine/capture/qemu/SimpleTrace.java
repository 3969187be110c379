package io.vfioreplay.engine.capture.qemu;

import io.vfioreplay.engine.capture.qemu.SimpleRecords.Kind;
import io.vfioreplay.hardware.migration.Protocol;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One passage through a binary trace: its records, and what the events among them are. One thread. */
final class SimpleTrace implements AutoCloseable {

    /** A first look goes no farther than this. */
    private static final long SCOUTED_RECORDS_MAX = 200_000;

    private final RecordBytes bytes;
    private final EventNames names = new EventNames();
    private final SimpleRecords records;
    private final RecordForms forms;
    private final TraceArgs args = new TraceArgs();

    /** Opens a file whose header was read and found to be of a version that is known. */
    SimpleTrace(Path file, ByteOrder order, DeclaredEvents declared) {
        bytes = new RecordBytes(file, order);
        bytes.pass(Math.min(SimpleHeader.BYTES, bytes.available(SimpleHeader.BYTES)));
        records = new SimpleRecords(bytes, names);
        forms = new RecordForms(names, declared);
    }

    /** Looks at the records from here on: what they, or else the names of the events, tell. */
    Scouted scout() {
        boolean vfio = false;
        while (records.number() < SCOUTED_RECORDS_MAX && records.next()) {
            QemuEvent event = event();
            if (records.kind() == Kind.MAPPING) {
                learn();
            } else if (records.kind() == Kind.EVENT && event != null) {
                vfio |= event.label().startsWith("vfio_");
                int variant = variant(event);
                Scouted showing = variant == RecordForms.NONE
                        ? null
                        : Scouted.showing(event, variant, args, "record " + records.number());
                if (showing != null) {
                    return showing;
                }
            }
        }
        return scoutNames(vfio);
    }

    private Scouted scoutNames(boolean vfio) {
        Protocol protocol = names.showingV1().isPresent() ? Protocol.V1_UAPI : Protocol.V2;
        Optional<QemuEvent> named = names.showingV1().or(names::showingV2);
        return named.map(event -> new Scouted(
                        protocol,
                        "that QEMU knows the event %s shows protocol %s".formatted(event.label(), protocol.label()),
                        vfio))
                .orElse(Scouted.unknown(vfio));
    }

    RecordBytes bytes() {
        return bytes;
    }

    SimpleRecords records() {
        return records;
    }

    /** Takes the name that the mapping tells; false where its number has another name. */
    boolean learn() {
        int start = bytes.from();
        return names.learn((int) records.id(), bytes.bytes(), start + records.from(), start + records.to());
    }

    /** Whether a mapping named the event. */
    boolean isNamed() {
        return names.isKnown(records.id());
    }

    /** Its name; only of one that {@link #isNamed}. */
    String name() {
        return names.name(records.id());
    }

    /** The event of a record; null where it says nothing about a device, has no name, or the record is none. */
    @Nullable
    QemuEvent event() {
        return records.kind() == Kind.EVENT ? names.event(records.id()) : null;
    }

    /** The variant of the event, whose arguments are then in {@link #args()}, or {@link RecordForms#NONE}. */
    int variant(QemuEvent event) {
        return forms.variant(event, bytes, records.from(), records.to(), args);
    }

    TraceArgs args() {
        return args;
    }

    @Override
    public void close() {
        bytes.close();
    }
}
