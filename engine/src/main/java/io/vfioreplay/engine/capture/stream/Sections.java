package io.vfioreplay.engine.capture.stream;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sections that a stream has begun so far, by their ids, and the VFIO devices among them. */
final class Sections {

    /** No section. */
    static final int NO_ID = -1;
    /** The device of a section that is of no VFIO device. */
    static final int NO_DEVICE = -1;

    /** Ours: a hostile stream may name as many as it likes; further ones are taken for other devices. */
    private static final int DEVICES_MAX = 1024;

    private final Map<Integer, Section> byId = new HashMap<>();
    private final Map<String, Integer> devices = new HashMap<>();
    private int lastVfio = NO_ID;

    /** What is in a section. */
    enum Content {
        VFIO,
        RAM,
        OTHER
    }

    /**
     * What is known of an id.
     *
     * @param name of the device
     * @param instance tells devices with one name apart
     * @param content what is in its sections
     * @param device the number of the VFIO device from 0, or {@link #NO_DEVICE}
     */
    record Section(String name, int instance, Content content, int device) {
        boolean isNamedAs(SectionHeader header) {
            return name.equals(header.name()) && instance == header.instance();
        }
    }

    /** What is told to open a device and numbers it. */
    interface Opener {
        int open(String name);
    }

    boolean isEmpty() {
        return byId.isEmpty();
    }

    @Nullable
    Section get(int id) {
        return byId.get(id);
    }

    boolean isKnown(int id) {
        return byId.containsKey(id);
    }

    /** Whether a device with this name is a VFIO device. Source: QEMU, which saves them as {@code PATH/vfio} or {@code vfio}. */
    static boolean isVfio(String name) {
        return name.equals("vfio") || name.endsWith("/vfio");
    }

    /** Learns from its content that a section is of a VFIO device. */
    Section addVfio(int id, Section wrong, Opener opener) {
        SectionHeader header = new SectionHeader(SectionType.START, id, wrong.name(), wrong.instance(), 0);
        return add(header, true, opener);
    }

    /** Learns what is in a section; opens the VFIO device that was not seen before. */
    Section add(SectionHeader header, boolean tagged, Opener opener) {
        String name = header.isNamed() ? header.name() : "section " + header.id();
        Content content = content(name, tagged);
        int device = NO_DEVICE;
        if (content == Content.VFIO) {
            String shown = header.instance() == 0 ? name : name + " #" + header.instance();
            device = devices.computeIfAbsent(shown, opener::open);
            lastVfio = header.id();
        }
        Section section = new Section(name, header.instance(), content, device);
        byId.put(header.id(), section);
        return section;
    }

    private Content content(String name, boolean tagged) {
        if ((tagged || isVfio(name)) && devices.size() < DEVICES_MAX) {
            return Content.VFIO;
        }
        return name.equals("ram") ? Content.RAM : Content.OTHER;
    }

    /**
     * The id of the VFIO section whose id was damaged to {@code claimed}: that with the same lower half, since no upper half is
     * anything but 0, or else that of the only VFIO device; {@link #NO_ID} when nobody knows.
     */
    int vfioId(int claimed) {
        int id = claimed & SectionHeader.ID_MAX;
        Section section = byId.get(id);
        if (section != null && section.content() == Content.VFIO) {
            return id;
        }
        return devices.size() == 1 ? lastVfio : NO_ID;
    }
}
