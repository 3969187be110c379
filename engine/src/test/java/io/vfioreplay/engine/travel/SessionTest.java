package io.vfioreplay.engine.travel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.diff.StreamDifference;
import io.vfioreplay.engine.postmortem.Parting;
import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.hardware.event.Event;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions on real migrations, most of which were made to fail. */
final class SessionTest {

    @TempDir
    private Path temp;

    @ParameterizedTest
    @CsvSource({"f03", "f12"})
    void probe(String name) {
        try (Migration migration = Migration.open(name, temp)) {
            Session session = migration.session();
            Failure failure = session.failure(Progress.NONE);
            System.err.println(failure);
            System.err.println(session.parting(Progress.NONE));
            session.go(session.find(Place.parse("failure"), Progress.NONE), Progress.NONE);
            System.err.println(session.where(Side.SOURCE));
            System.err.println(session.where(Side.DESTINATION));
            session.why(failure.position(), Progress.NONE).forEach(System.err::println);
            session.why(session.parting(Progress.NONE).orElseThrow().destination(), Progress.NONE)
                    .forEach(System.err::println);
            System.err.println(session.findings(Progress.NONE));
        }
    }
}
