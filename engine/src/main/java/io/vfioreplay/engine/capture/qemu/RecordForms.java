package io.vfioreplay.engine.capture.qemu;

import io.vfioreplay.engine.capture.qemu.DeclaredEvents.Declaration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * In which of its forms an event of a binary trace was written: the one whose argument types the record consists of. The index
 * of a form is that of the format in {@link QemuEvent}. One thread.
 *
 * <p>What the build's own declarations say goes first. Then forms with more texts go first, since a text can be read as a number
 * and a number, in practice, never as a text that is not empty: only where no form fits otherwise, texts may be empty.
 */
final class RecordForms {

    /** The variant of an event in none of its forms. */
    static final int NONE = -1;

    /** Forms whose arguments are not those of the format: 8.x had the descriptor of the older and the count of the newer. */
    private static final Map<QemuEvent, List<Form>> OTHERS =
            Map.of(QemuEvent.VFIO_GET_DIRTY_BITMAP, List.of(new Form("nnnnnn", 0)));

    private static final Map<QemuEvent, List<Form>> FORMS = forms();

    private static final int PAGE_SHIFT_MIN = 12;
    private static final int PAGE_SHIFT_MAX = 16;

    private final EventNames names;
    private final Map<QemuEvent, DeclaredForm> said = new EnumMap<>(QemuEvent.class);

    /**
     * Forms.
     *
     * @param names what else the QEMU knows that wrote the trace
     * @param declared what is declared of its events
     */
    RecordForms(EventNames names, DeclaredEvents declared) {
        this.names = names;
        FORMS.forEach((event, known) ->
                declared.of(event).ifPresent(declaration -> said.put(event, declaredForm(event, known, declaration))));
    }

    /**
     * One form.
     *
     * @param types of the arguments: {@code s} for a text, {@code n} for a number
     * @param filled the same with texts that are not empty
     * @param variant the index of the format
     */
    private record Form(String types, String filled, int variant) {
        Form(String types, int variant) {
            this(types, types.replace('s', 'S'), variant);
        }

        long texts() {
            return types.chars().filter(type -> type == 's').count();
        }
    }

    /**
     * What was declared of an event.
     *
     * @param types of the arguments
     * @param form the known form with the same format, or else the longest whose arguments are the first of these
     * @param same whether the format is the same
     */
    private record DeclaredForm(String types, Form form, boolean same) {}

    /** The variant of an event whose arguments lie between two places of the window, or {@link #NONE}. */
    int variant(QemuEvent event, RecordBytes bytes, int from, int to, TraceArgs args) {
        DeclaredForm declared = said.get(event);
        if (declared != null && RecordArgs.read(declared.types, bytes, from, to, args)) {
            args.cut(declared.form.types.length());
            return declared.same ? declared.form.variant : alike(event, declared.form.variant, args);
        }
        Form form = fitting(FORMS.getOrDefault(event, List.of()), bytes, from, to, args);
        return form == null ? NONE : alike(event, form.variant, args);
    }

    private static @Nullable Form fitting(List<Form> forms, RecordBytes bytes, int from, int to, TraceArgs args) {
        for (Form form : forms) {
            if (RecordArgs.read(form.filled, bytes, from, to, args)) {
                return form;
            }
        }
        for (Form form : forms) {
            if (RecordArgs.read(form.types, bytes, from, to, args)) {
                return form;
            }
        }
        return null;
    }

    private static Map<QemuEvent, List<Form>> forms() {
        Map<QemuEvent, List<Form>> forms = new EnumMap<>(QemuEvent.class);
        for (QemuEvent event : QemuEvent.values()) {
            forms.put(event, forms(event));
        }
        return forms;
    }

    private static List<Form> forms(QemuEvent event) {
        List<Form> all = new ArrayList<>();
        for (int variant = 0; variant < event.formats().size(); variant++) {
            all.add(new Form(types(event.formats().get(variant)), variant));
        }
        all.addAll(OTHERS.getOrDefault(event, List.of()));
        all.sort(Comparator.comparingLong(Form::texts).reversed());
        return all;
    }

    private static String types(TraceFormat format) {
        StringBuilder types = new StringBuilder();
        for (int i = 0; i < format.arguments(); i++) {
            types.append(format.isText(i) ? 's' : 'n');
        }
        return types.toString();
    }

    private static DeclaredForm declaredForm(QemuEvent event, List<Form> known, Declaration said) {
        Form best = new Form("", NONE);
        for (Form form : known) {
            boolean same = event.formats().get(form.variant).pattern().equals(said.pattern());
            if (same && form.types.equals(said.types())) {
                return new DeclaredForm(said.types(), form, true);
            }
            boolean longer = best.variant == NONE || form.types.length() > best.types.length();
            best = longer && said.types().startsWith(form.types) ? form : best;
        }
        return new DeclaredForm(said.types(), best, false);
    }

    /** Tells forms apart whose arguments have the same types. */
    private int alike(QemuEvent event, int variant, TraceArgs args) {
        if (variant == NONE) {
            return NONE;
        }
        return switch (event) {
            case VFIO_LOAD_STATE_DEVICE_DATA -> names.showingV1().isPresent() ? 0 : 1;
            case VFIO_GET_DIRTY_BITMAP -> isBitmap(args.number(3), args.number(2)) ? 0 : 1;
            default -> variant;
        };
    }

    /** Whether a bitmap has as many bytes as one of a range has: a bit for each page, in whole 64-bit words. */
    private static boolean isBitmap(long bitmapBytes, long rangeBytes) {
        for (int shift = PAGE_SHIFT_MIN; shift <= PAGE_SHIFT_MAX; shift++) {
            long pages = (rangeBytes + (1L << shift) - 1) >>> shift;
            if ((pages + Long.SIZE - 1) / Long.SIZE * Long.BYTES == bitmapBytes) {
                return true;
            }
        }
        return false;
    }
}
