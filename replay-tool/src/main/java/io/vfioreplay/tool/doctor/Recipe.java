package io.vfioreplay.tool.doctor;

import java.util.List;
import java.util.Optional;

/**
 * One way to record something.
 *
 * @param id its stable name
 * @param title what it is
 * @param obstacle why it is not possible here; empty when it is
 * @param commands what to type, one line each; upper-case words are for the user to fill in
 * @param shows what is in the recording
 * @param blind what this way cannot see
 */
public record Recipe(
        String id,
        String title,
        Optional<String> obstacle,
        List<String> commands,
        List<String> shows,
        List<String> blind) {

    /** Keeps copies. */
    public Recipe {
        commands = List.copyOf(commands);
        shows = List.copyOf(shows);
        blind = List.copyOf(blind);
    }

    /** Whether it can be used here. */
    public boolean isReady() {
        return obstacle.isEmpty();
    }
}
