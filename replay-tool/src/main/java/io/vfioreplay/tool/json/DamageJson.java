package io.vfioreplay.tool.json;

import io.vfioreplay.engine.json.Json;
import io.vfioreplay.journal.format.Damage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Damaged places of a journal as a JSON array. */
public final class DamageJson {

    private DamageJson() {}

    /** Writes the member {@code damage}; positions that nobody knows are null. */
    public static void write(Json json, List<Damage> damage) {
        json.array("damage", () -> damage.forEach(each -> json.object(() -> members(json, each))));
    }

    private static void members(Json json, Damage damage) {
        json.text("code", damage.code().name());
        json.text("file", String.valueOf(damage.file().getFileName()));
        json.number("offset", damage.offset()).number("length", damage.length());
        json.number("firstPosition", known(damage.firstPosition()));
        json.number("lastPosition", known(damage.lastPosition()));
        json.text("message", damage.message());
    }

    private static @Nullable Long known(long position) {
        return position < 0 || position == Long.MAX_VALUE ? null : Long.valueOf(position);
    }
}
