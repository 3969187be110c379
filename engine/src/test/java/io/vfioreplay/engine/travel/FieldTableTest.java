package io.vfioreplay.engine.travel;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.engine.travel.BruteForce.Step;
import io.vfioreplay.engine.travel.FieldRow.Owner;
import io.vfioreplay.hardware.device.ObservedDevice;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.journal.DamagePolicy;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FieldTableTest {

    @TempDir
    private Path temp;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void all_hasARowForEveryLeafThatAnyEventChanges(long seed) {
        Path journal = ChangingJournal.write(temp.resolve("j.vfj"), seed, 800);
        try (Timeline timeline = Timeline.open(journal, DamagePolicy.STRICT)) {
            for (Step step : BruteForce.steps(timeline)) {
                for (Change change : step.changes()) {
                    assertThat(isInTable(step, change.path()))
                            .as("seed %d: %s by %s", seed, change, step.event())
                            .isTrue();
                }
            }
        }
    }

    @Test
    void all_hasNoRowThatNoEventUses() {
        Set<FieldRow> unused = new HashSet<>(FieldTable.all());
        for (long seed = 20; seed < 40 && !unused.isEmpty(); seed++) {
            Path journal = ChangingJournal.write(temp.resolve(seed + ".vfj"), seed, 800);
            try (Timeline timeline = Timeline.open(journal, DamagePolicy.STRICT)) {
                for (Step step : BruteForce.steps(timeline)) {
                    step.changes()
                            .forEach(
                                    change -> unused.removeIf(row -> row.paths().matches(change.path())));
                }
            }
        }
        assertThat(unused)
                .extracting(row -> row.paths().text())
                .containsExactly("device*/registersNotTracked"); // Takes more registers than a test should.
    }

    private static boolean isInTable(Step step, String path) {
        int device = step.event().stamp().device();
        EventKind kind = step.event().kind();
        long[] values = new long[EventKind.FIELDS_MAX];
        for (int i = 0; i < step.event().values().size(); i++) {
            values[i] = step.event().values().get(i);
        }
        Optional<RegisterPath> register = RegisterPath.of(device, kind, values);
        List<String> leaves = RegisterPath.isWrite(kind) ? RegisterPath.WRITTEN_LEAVES : RegisterPath.READ_LEAVES;
        if (register.isPresent()
                && leaves.stream().anyMatch(leaf -> path.equals(register.get().prefix() + leaf))) {
            return true;
        }
        return FieldTable.all().stream()
                .anyMatch(row -> row.paths().matches(path)
                        && isOwner(row.owner(), device, path)
                        && (row.changes().contains(kind) || (row.appears() && step.isDeviceNew())));
    }

    private static boolean isOwner(Owner owner, int device, String path) {
        return switch (owner) {
            case DEVICE -> path.startsWith("device" + device + "/");
            case ANYONE -> true;
            case NO_DEVICE -> device < 0 || device >= ObservedDevice.DEVICES_MAX;
        };
    }
}
