package io.vfioreplay.engine.capture.stream;

/**
 * What a section begins with.
 *
 * <pre>
 *   START, FULL  | type 1 | section id 4 | length 1 | name | instance 4 | version 4 |
 *   PART, END    | type 1 | section id 4 |
 * </pre>
 *
 * <p>Numbers are big-endian. Source: QEMU {@code migration/savevm.c}, {@code save_section_header}.
 *
 * @param type the first byte
 * @param id tells sections of a stream apart; the same in all sections of one device
 * @param name of the device, empty where the header has none
 * @param instance tells devices with one name apart
 * @param length how many bytes the header has
 */
record SectionHeader(SectionType type, int id, String name, int instance, int length) {

    /** Ours: no id is larger; a machine has some hundred sections. A larger one is taken for damage. */
    static final int ID_MAX = 0xffff;

    /** No header is longer. */
    static final int BYTES_MAX = 6 + 255 + 8;

    private static final int SHORT_BYTES = 5;
    private static final int NAME_AT = 6;
    private static final int VERSION_MAX = 0xffff;

    /** Whether the header has a name. */
    boolean isNamed() {
        return isNamed(type.code());
    }

    private static boolean isNamed(int type) {
        return type == SectionType.START.code() || type == SectionType.FULL.code();
    }

    /** How long the header at this place is, or 0 when there is none that can be right. */
    static int lengthAt(StreamBytes bytes, int at) {
        if (!bytes.has(at, SHORT_BYTES) || !isId(bytes.be32(at + 1))) {
            return 0;
        }
        int type = bytes.u8(at);
        if (type == SectionType.PART.code() || type == SectionType.END.code()) {
            return SHORT_BYTES;
        }
        return isNamed(type) ? longLengthAt(bytes, at) : 0;
    }

    private static int longLengthAt(StreamBytes bytes, int at) {
        if (!bytes.has(at, NAME_AT)) {
            return 0;
        }
        int name = bytes.u8(at + SHORT_BYTES);
        int length = NAME_AT + name + 2 * Integer.BYTES;
        if (name == 0 || !bytes.has(at, length) || !bytes.isPrintable(at + NAME_AT, name)) {
            return 0;
        }
        int version = bytes.be32(at + length - Integer.BYTES);
        return version >= 0 && version <= VERSION_MAX ? length : 0;
    }

    /** Whether this can be the id of a section. */
    static boolean isId(int id) {
        return id >= 0 && id <= ID_MAX;
    }

    /** The header at this place, whose {@link #lengthAt} is {@code length}. */
    static SectionHeader read(StreamBytes bytes, int at, int length) {
        SectionType type = SectionType.of(bytes.u8(at));
        if (type == null || length == 0) {
            throw new IllegalStateException("no header at " + at);
        }
        int id = bytes.be32(at + 1);
        return isNamed(type.code())
                ? new SectionHeader(
                        type,
                        id,
                        bytes.text(at + NAME_AT, length - NAME_AT - 2 * Integer.BYTES),
                        bytes.be32(at + length - 2 * Integer.BYTES),
                        length)
                : new SectionHeader(type, id, "", 0, length);
    }
}
