package io.vfioreplay.engine.travel;

import io.vfioreplay.engine.capture.Capture.Progress;
import java.util.function.BooleanSupplier;

/** Somebody ended a search that took long. Whoever searched is where he was before. */
public final class SearchStoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private SearchStoppedException() {
        super("the search was stopped", null, false, false);
    }

    /**
     * A progress that ends the work it is told of.
     *
     * @param isStopped is asked now and then, some thousand times a second
     * @param next is told as well
     * @return throws {@link SearchStoppedException} once {@code isStopped} says so
     */
    public static Progress when(BooleanSupplier isStopped, Progress next) {
        return (done, total) -> {
            if (isStopped.getAsBoolean()) {
                throw new SearchStoppedException();
            }
            next.bytes(done, total);
        };
    }
}
