package io.vfioreplay.tool.junit;

import io.vfioreplay.engine.postmortem.Postmortem;
import io.vfioreplay.engine.postmortem.SideFinding;
import io.vfioreplay.engine.postmortem.Verdict;
import io.vfioreplay.engine.replay.Timeline;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Opens the recordings of a {@link ReplayTest} before the test, so that a missing one fails it even if nothing is asked of it, and
 * closes them behind it. Keeps nothing in fields: one instance may serve many threads.
 */
final class ReplayExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(ReplayExtension.class);

    ReplayExtension() {}

    @Override
    public void beforeEach(ExtensionContext context) {
        String[] names = AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), ReplayTest.class)
                .map(ReplayTest::value)
                .orElseThrow(() -> new IllegalStateException("the extension is for @ReplayTest, which is not there"));
        store(context)
                .put(ReplayedMigration.class, ReplayedMigration.find(context.getRequiredTestClass(), List.of(names)));
    }

    // Not left to the store: that closes whatever is AutoCloseable only since JUnit 5.13.
    @Override
    public void afterEach(ExtensionContext context) {
        ReplayedMigration migration = store(context).remove(ReplayedMigration.class, ReplayedMigration.class);
        if (migration != null) {
            migration.close();
        }
    }

    private static Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return Given.of(parameter.getParameter().getParameterizedType()) != null;
    }

    @Override
    public @Nullable Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ReplayedMigration migration = store(context).get(ReplayedMigration.class, ReplayedMigration.class);
        Given given = Given.of(parameter.getParameter().getParameterizedType());
        if (migration == null || given == null) {
            return null;
        }
        return switch (given) {
            case MIGRATION -> migration;
            case TIMELINE -> timeline(parameter, migration);
            case POSTMORTEM -> migration.postmortem();
            case VERDICT -> migration.postmortem().verdict();
            case FINDINGS -> migration.postmortem().findings();
        };
    }

    private static Timeline timeline(ParameterContext parameter, ReplayedMigration migration) {
        long before = Arrays.stream(parameter.getDeclaringExecutable().getParameterTypes())
                .limit(parameter.getIndex())
                .filter(Timeline.class::equals)
                .count();
        if (before >= migration.recordings().size()) {
            throw new ParameterResolutionException("@ReplayTest names "
                    + migration.recordings().size() + " of the recordings whose timelines are asked for; expected "
                    + (before + 1) + ", the source and the destination");
        }
        return migration.recordings().get((int) before).timeline();
    }

    /** What a parameter may be given. */
    private enum Given {
        MIGRATION,
        TIMELINE,
        POSTMORTEM,
        VERDICT,
        FINDINGS;

        /** What fits a parameter of this type, or null. */
        static @Nullable Given of(Type type) {
            if (type == ReplayedMigration.class) {
                return MIGRATION;
            }
            if (type == Timeline.class) {
                return TIMELINE;
            }
            if (type == Postmortem.class) {
                return POSTMORTEM;
            }
            if (type == Verdict.class) {
                return VERDICT;
            }
            boolean isFindings = type instanceof ParameterizedType list
                    && list.getRawType() == List.class
                    && list.getActualTypeArguments()[0] == SideFinding.class;
            return isFindings ? FINDINGS : null;
        }
    }
}
