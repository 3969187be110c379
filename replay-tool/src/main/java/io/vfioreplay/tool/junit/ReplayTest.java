package io.vfioreplay.tool.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test of a recorded migration. It is a {@link Test} whose recordings are open while it runs, its {@code @BeforeEach} and
 * {@code @AfterEach} methods included, and closed afterwards:
 *
 * <pre>{@code
 * @ReplayTest("failed-migration.vfj.tar.zst")
 * void device_refusesNothing(ReplayedMigration migration) {
 *     assertThat(migration).hasNoErrors().hasNoFinding("R-75");
 * }
 * }</pre>
 *
 * <p>A parameter may be a {@link ReplayedMigration}; what is in it: a {@link io.vfioreplay.engine.postmortem.Postmortem}, its {@link
 * io.vfioreplay.engine.postmortem.Verdict}, or a {@code List} of {@link io.vfioreplay.engine.postmortem.SideFinding}; or a {@link
 * io.vfioreplay.engine.replay.Timeline}, of which the first is that of the first recording, and a second that of the second.
 *
 * <p>For many recordings in one method use {@link ReplayedMigration#open(java.nio.file.Path)} in a parameterised test.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Test
@ExtendWith(ReplayExtension.class)
public @interface ReplayTest {

    /**
     * The recording, or that of the source and that of the destination: journals, packed or not, or captures. Each is looked for
     * on the class path, beside the test's class and then at the root, and then as a file from the working directory, which under Maven
     * and Gradle is the project's. To import a capture the test's JVM needs options; a packed journal needs none.
     */
    String[] value();
}
