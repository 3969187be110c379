package io.vfioreplay.engine.regress;

/**
 * One fact that is not as expected.
 *
 * @param reason why it may be so
 * @param fact where
 * @param expected what was expected, or what a first replay said, or {@link #NOTHING}
 * @param actual what was found, or {@link #NOTHING}
 * @param passage the events up to the one that explains it best
 */
public record Difference(Reason reason, Fact fact, String expected, String actual, Passage passage) {

    /** Stands for a fact that is not there. */
    public static final String NOTHING = "nothing";

    /** One line: {@code destination position 16, finding M-01: expected error, found nothing (divergence)}. */
    public String text() {
        String at = fact.position() < 0 ? "" : " position " + fact.position();
        String values = reason == Reason.FLAKY
                ? "first " + expected + ", then " + actual
                : "expected " + expected + ", found " + actual;
        return fact.scope() + at + ", " + fact.label() + ": " + values + " (" + reason.label() + ")";
    }

    Difference because(Reason other) {
        return new Difference(other, fact, expected, actual, passage);
    }
}
