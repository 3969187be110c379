package io.vfioreplay.tool.debug;

import io.vfioreplay.engine.json.Json;
import java.util.List;

/** What a command has to say, for people and for programs. Immutable. */
public interface Answer {

    /** The lines for a person; foreign text in them is harmless. */
    List<String> lines(Look look);

    /** Writes the same as members of an object. */
    void json(Json json);

    /** Whether this is something that an exit code tells of: a difference, a finding of severity error. */
    default boolean isFinding() {
        return false;
    }
}
