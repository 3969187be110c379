package io.vfioreplay.engine.export;

import java.util.List;

/**
 * What an export gave.
 *
 * @param count how much was written
 * @param unit of what, in the plural
 * @param remarks what the user must know: what was left out, made up or without a time
 */
public record Exported(long count, String unit, List<String> remarks) {
    /** Keeps a copy. */
    public Exported {
        remarks = List.copyOf(remarks);
    }
}
