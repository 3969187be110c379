package io.vfioreplay.engine.query;

import io.vfioreplay.hardware.event.EventKind.PayloadUse;
import io.vfioreplay.hardware.event.Field;
import io.vfioreplay.hardware.event.FieldType;
import io.vfioreplay.hardware.event.Payload;
import java.util.List;

/** What is read from the kind itself or from the payload. */
enum PayloadField implements FilterField {
    KIND("kind"),
    BYTES("bytes"),
    DATA("data"),
    TEXT("text"),
    VALUE("value");

    /** How many bytes of a payload its text form shows. */
    private static final int HEX_BYTES_MAX = 4096;

    private static final int HEX = 16;
    private static final NamedField NAMED_VALUE = NamedField.of("value");

    private final String label;

    PayloadField(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    @Override
    public boolean isIn(Candidate event) {
        PayloadUse use = event.kind().payloadUse();
        return switch (this) {
            case KIND -> true;
            case BYTES, DATA -> use != PayloadUse.NONE;
            case TEXT -> use == PayloadUse.TEXT;
            case VALUE -> NAMED_VALUE.isIn(event) || (use == PayloadUse.BYTES && isNumber(event.payload()));
        };
    }

    @Override
    public long number(Candidate event) {
        return switch (this) {
            case KIND -> event.kind().code();
            case BYTES -> event.payload().length();
            case DATA, TEXT -> event.payload().littleEndian();
            case VALUE ->
                NAMED_VALUE.isIn(event)
                        ? NAMED_VALUE.number(event)
                        : event.payload().littleEndian();
        };
    }

    @Override
    public String text(Candidate event) {
        return switch (this) {
            case KIND -> event.kind().label();
            case BYTES -> Integer.toString(event.payload().length());
            case DATA -> hex(event.payload());
            case TEXT -> event.payload().utf8();
            case VALUE -> "0x" + Long.toHexString(number(event));
        };
    }

    @Override
    public List<Field> types() {
        return switch (this) {
            case KIND, DATA, TEXT -> List.of();
            case BYTES -> List.of(new Field(label, FieldType.DECIMAL));
            case VALUE -> List.of(new Field(label, FieldType.HEX));
        };
    }

    private static boolean isNumber(Payload payload) {
        return payload.length() > 0 && payload.length() <= Long.BYTES;
    }

    private static String hex(Payload payload) {
        int length = Math.min(payload.length(), HEX_BYTES_MAX);
        StringBuilder hex = new StringBuilder(2 * length);
        for (int i = 0; i < length; i++) {
            hex.append(Character.forDigit(payload.byteAt(i) >> 4 & 0xf, HEX));
            hex.append(Character.forDigit(payload.byteAt(i) & 0xf, HEX));
        }
        return hex.toString();
    }
}
