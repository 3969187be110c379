package io.vfioreplay.tool.junit;

/** What must be true of a recorded migration; to be imported statically. A method with an argument of another type is another library's. */
public final class ReplayAssertions {

    private ReplayAssertions() {}

    /** Begins with what is asserted about. */
    public static MigrationAssert assertThat(ReplayedMigration migration) {
        return new MigrationAssert(migration);
    }

    /** Begins with one side of it. */
    public static RecordingAssert assertThat(ReplayedRecording recording) {
        return new RecordingAssert(recording);
    }
}
