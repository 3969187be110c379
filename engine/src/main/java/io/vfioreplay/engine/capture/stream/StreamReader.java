package io.vfioreplay.engine.capture.stream;

import io.vfioreplay.engine.capture.stream.Landmarks.Landmark;
import io.vfioreplay.engine.capture.stream.Landmarks.Want;
import io.vfioreplay.engine.capture.stream.Sections.Section;
import io.vfioreplay.hardware.event.DamageKind;

/**
 * Reads a stream from section to section.
 *
 * <p>Source: QEMU {@code migration/savevm.c}, {@code qemu_loadvm_state}, of 7.2 and 10.x. The sections of a package of commands
 * are read as if there were no package around them.
 */
final class StreamReader {

    private static final int COMMAND_BYTES = 5;
    private static final int DESCRIPTION_BYTES = 5;
    private static final int LOOK_BYTES = 512;

    private final StreamBytes bytes;
    private final Account account;
    private final Sections sections = new Sections();
    private final Landmarks landmarks;
    private final Recovery recovery;
    private final Configuration configuration;
    private final RamSection ram;
    private final VfioSection vfio;

    StreamReader(StreamBytes bytes, Account account) {
        this.bytes = bytes;
        this.account = account;
        this.landmarks = new Landmarks(bytes, sections);
        this.recovery = new Recovery(bytes, landmarks, account);
        this.configuration = new Configuration(bytes, recovery);
        this.ram = new RamSection(bytes, configuration, recovery);
        this.vfio = new VfioSection(bytes, landmarks, recovery, account);
    }

    /** Reads everything, from behind the head of the stream on. */
    void read() {
        while (bytes.ahead(1) == 1) {
            next();
        }
        bytes.endDamage().ifPresent(text -> account.broken(bytes.offset(), text));
        if (!recovery.isComplete() && !account.isCut()) {
            account.damaged(DamageKind.CUT, bytes.offset(), 0, "the stream ends here, expected another section");
        }
        account.streamEnds();
    }

    private void next() {
        SectionType type = SectionType.of(bytes.u8(0));
        if (type == null) {
            lost();
            return;
        }
        switch (type) {
            case START, PART, END, FULL -> headed();
            case CONFIGURATION -> configuration();
            case COMMAND -> command();
            case END_OF_FILE -> endOfFile();
            case DESCRIPTION -> description();
        }
    }

    private void configuration() {
        if (!sections.isEmpty()) {
            lost();
            return;
        }
        configuration.read();
        account.sectionEnds("(configuration)", true);
    }

    private void endOfFile() {
        if (!landmarks.begins()) {
            lost();
            return;
        }
        bytes.pass(1);
        recovery.complete();
    }

    private void command() {
        if (!landmarks.begins()) {
            lost();
            return;
        }
        int length = COMMAND_BYTES + bytes.be16(3);
        if (bytes.ahead(length) < length) {
            recovery.cut("a command");
        }
        bytes.pass(length);
        account.sectionEnds("(command)", true);
    }

    private void description() {
        if (!recovery.isComplete() || bytes.ahead(DESCRIPTION_BYTES) < DESCRIPTION_BYTES) {
            lost();
            return;
        }
        long from = bytes.offset();
        long length = DESCRIPTION_BYTES + (bytes.be32(1) & 0xffffffffL);
        long there = bytes.pass(length);
        if (there < length) {
            String text = "a description of %d bytes, but the stream ends after %d".formatted(length, there);
            account.damaged(DamageKind.CUT, from, there, text);
        }
        account.sectionEnds("(description)", true);
    }

    private void headed() {
        bytes.ahead(LOOK_BYTES);
        int length = SectionHeader.lengthAt(bytes, 0);
        if (length == 0) {
            lost();
            return;
        }
        SectionHeader header = SectionHeader.read(bytes, 0, length);
        boolean tagged = VfioTag.isAt(bytes, length);
        Section section = section(header, tagged);
        account.about(section.device());
        bytes.pass(length);
        content(header.id(), section, header.isNamed());
    }

    /** What is in the section, as its id or its header tells. */
    private Section section(SectionHeader header, boolean tagged) {
        Section known = sections.get(header.id());
        if (known == null) {
            Section section = sections.add(header, tagged, account);
            if (!header.isNamed()) {
                wrong(section, "section %d was never begun".formatted(header.id()));
            }
            return section;
        }
        return header.isNamed() && !known.isNamedAs(header)
                ? renamed(header, tagged, known)
                : content(header, tagged, known);
    }

    private Section renamed(SectionHeader header, boolean tagged, Section known) {
        wrong(
                known,
                "section %d is named %s, instance %d; expected %s, instance %d"
                        .formatted(header.id(), header.name(), header.instance(), known.name(), known.instance()));
        boolean same = known.device() != Sections.NO_DEVICE && (tagged || Sections.isVfio(header.name()));
        return same ? known : sections.add(header, tagged, account);
    }

    /** No other section begins with a VFIO tag: then the header that named the device was damaged. */
    private Section content(SectionHeader header, boolean tagged, Section known) {
        if (!tagged || known.content() == Sections.Content.VFIO) {
            return known;
        }
        Section section = sections.addVfio(header.id(), known, account);
        wrong(section, "section %d (%s) holds what a VFIO device saves".formatted(header.id(), known.name()));
        return section;
    }

    private void wrong(Section section, String text) {
        account.about(section.device());
        account.damaged(DamageKind.FIELD, bytes.offset(), 0, text);
    }

    private void content(int id, Section section, boolean begins) {
        switch (section.content()) {
            case VFIO -> vfio(id);
            case RAM -> ram(id, section, begins);
            case OTHER -> other(id, section);
        }
        account.sectionEnds(section.name(), section.content() == Sections.Content.VFIO);
    }

    private void vfio(int id) {
        boolean more = true;
        while (more) {
            more = vfio.read(id) && footer(id, Want.TAG) == Landmark.TAG;
        }
    }

    private void ram(int id, Section section, boolean begins) {
        if (!begins && !ram.isFollowed()) {
            other(id, section);
        } else if (ram.read(id)) {
            footer(id, Want.END);
        }
    }

    /** Passes over what only QEMU's description of the device could tell the length of, and the footer behind it. */
    private void other(int id, Section section) {
        long from = bytes.offset();
        Landmark landmark = landmarks.search(id, Want.END);
        if (landmark != Landmark.FOOTER) {
            DamageKind kind = landmark == Landmark.NOTHING ? DamageKind.CUT : DamageKind.FRAMING;
            String text = "section %d (%s) has no footer".formatted(id, section.name());
            account.damaged(kind, from, bytes.offset() - from, text);
        }
    }

    /** Passes the footer; where it is not here, to the next landmark. */
    private Landmark footer(int id, Want want) {
        int have = bytes.ahead(SectionType.FOOTER_BYTES);
        if (have < SectionType.FOOTER_BYTES) {
            recovery.cut("the footer of section " + id);
            return Landmark.NOTHING;
        }
        if (bytes.u8(0) == SectionType.FOOTER && bytes.be32(1) == id) {
            bytes.pass(SectionType.FOOTER_BYTES);
            return Landmark.FOOTER;
        }
        return recovery.recover(id, want, "the footer of section " + id);
    }

    /** What is here begins no section: passes to where something does. */
    private void lost() {
        Want want = sections.isEmpty() ? Want.HEADER : Want.TAG;
        Landmark landmark = recovery.recover(Sections.NO_ID, want, "the beginning of a section");
        account.sectionEnds("(lost)", true);
        if (landmark == Landmark.TAG) {
            orphan();
        }
    }

    /** A tag whose header was lost: its device is the one before it, or the only one. */
    private void orphan() {
        int id = sections.vfioId(bytes.be32(-Integer.BYTES));
        Section section = sections.get(id);
        if (section == null) {
            bytes.pass(VfioTag.BYTES);
            return;
        }
        account.about(section.device());
        content(id, section, false);
    }
}
